package org.servicemap.courtyard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * What a resident hands in. Blank lines at the ends are taken away.
 *
 * @param words 1 to 1000 characters
 * @param nickname as which to appear; null for none
 * @param point WGS 84; null for the whole community
 * @param place in words, or null
 * @param photos keys of uploads, at most one; null keeps what is there
 * @param tell whether to send messages
 */
record ProposalText(
        String title,
        String words,
        @Nullable String nickname,
        @Nullable LonLat point,
        @Nullable String place,
        @Nullable List<String> photos,
        boolean tell,
        String language) {
    static final int MAX_TITLE = 60;
    static final int MAX_WORDS = 1000;
    private static final int MAX_NICKNAME = 20;
    private static final int MAX_PLACE = 200;

    ProposalText {
        title = text("title", title, MAX_TITLE);
        words = text("words", words, MAX_WORDS);
        nickname = optional("nickname", nickname, MAX_NICKNAME);
        place = optional("place", place, MAX_PLACE);
        photos = photos == null ? null : List.copyOf(photos);
        if (photos != null && photos.size() > 1) {
            throw CourtyardException.bad("photos", "a proposal has one photo");
        }
    }

    /** Stripped; {@code invalid_field} unless it has 1 to so many characters, none of them a control character but line ends. */
    static String text(String field, String value, int most) {
        String text = value.strip();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > most) {
            throw CourtyardException.bad(field, "1 to " + most + " characters are needed");
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw CourtyardException.bad(field, "control characters have no place here");
        }
        return text;
    }

    private static @Nullable String optional(String field, @Nullable String value, int most) {
        return value == null || value.isBlank() ? null : text(field, value, most);
    }
}
