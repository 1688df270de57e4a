package org.servicemap.requests;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is filed.
 *
 * @param channel one of the city's
 * @param hotline code of the merged hotline that it came from, or null
 * @param sourceRef its number there, or null
 * @param category null when the petitioner does not know: a dispatcher finds it
 * @param urgency one of the city's classes; null takes the category's
 * @param text what was said; 1 to 4000 characters
 * @param places beside the incident's, by role ({@code residence}, {@code registered} …)
 * @param contact null when anonymous
 * @param language BCP 47 tag of the language to answer in
 * @param attachments keys of uploads, which become part of the request
 * @param account the petitioner's own account, or null
 * @param answers to what the city asks about requests of the category, by attribute; free text may be among them
 */
public record Filing(
        String channel,
        @Nullable String hotline,
        @Nullable String sourceRef,
        @Nullable String kind,
        @Nullable String category,
        @Nullable String urgency,
        String text,
        Where where,
        Map<String, Where> places,
        @Nullable Contact contact,
        String language,
        List<String> attachments,
        @Nullable Long account,
        Map<String, List<String>> answers) {
    public static final int MAX_TEXT = 4000;

    public Filing {
        if (text.isBlank() || text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw new RequestException(
                    RequestException.BAD_FIELD, "text", "say what it is about in 1 to " + MAX_TEXT + " characters");
        }
        text = text.strip();
        places = Map.copyOf(places);
        contact = contact == null || contact.isEmpty() ? null : contact;
        attachments = List.copyOf(attachments);
        answers = Map.copyOf(answers);
    }

    /** Without answers. */
    public Filing(
            String channel,
            @Nullable String hotline,
            @Nullable String sourceRef,
            @Nullable String kind,
            @Nullable String category,
            @Nullable String urgency,
            String text,
            Where where,
            Map<String, Where> places,
            @Nullable Contact contact,
            String language,
            List<String> attachments,
            @Nullable Long account) {
        this(
                channel,
                hotline,
                sourceRef,
                kind,
                category,
                urgency,
                text,
                where,
                places,
                contact,
                language,
                attachments,
                account,
                Map.of());
    }

    /** The same with another contact. */
    Filing with(Contact other) {
        return new Filing(
                channel,
                hotline,
                sourceRef,
                kind,
                category,
                urgency,
                text,
                where,
                places,
                other,
                language,
                attachments,
                account,
                answers);
    }

    boolean isAnonymous() {
        return contact == null && account == null;
    }
}
