package org.servicemap.places;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/** What is asked of single values; whatever fails says which field and why. */
final class Checks {
    private static final int LONGEST = 500;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
    /** Tags, and what would begin one: texts are shown as text, but other programs read them too. */
    private static final Pattern MARKUP = Pattern.compile("<\\s*[A-Za-z/!?]|&#");

    private static final Pattern PHONE = Pattern.compile("[+0-9(][0-9()\\- ]{1,24}(?:(?:转|ext\\.? ?|x)[0-9]{1,6})?");

    private Checks() {}

    static void code(String field, String code) {
        if (!CODE.matcher(code).matches()) {
            throw PlaceException.field(field, "1 to 80 letters, digits, dots, hyphens and underscores");
        }
    }

    static void text(String field, LocalText text, boolean needed) {
        if (needed && text.isEmpty()) {
            throw PlaceException.field(field, "is needed in at least one language");
        }
        text.byTag().values().forEach(each -> text(field, each));
    }

    static void text(String field, String text) {
        if (text.length() > LONGEST) {
            throw PlaceException.field(field, "has at most " + LONGEST + " characters");
        }
        if (MARKUP.matcher(text).find()) {
            throw PlaceException.field(field, "is plain text, not HTML: «" + shortened(text) + "»");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw PlaceException.field(field, "has control characters");
        }
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    static void phone(String phone) {
        if (!PHONE.matcher(phone).matches()
                || phone.chars().filter(Character::isDigit).count() < 3) {
            throw PlaceException.field("phone", "«" + shortened(phone) + "» is no telephone number");
        }
    }

    static void link(String field, @Nullable String link) {
        if (link != null && !isWeb(link)) {
            throw PlaceException.field(field, "«" + shortened(link) + "» is no address that begins with https://");
        }
    }

    private static boolean isWeb(String link) {
        try {
            URI uri = URI.create(link);
            return link.length() <= LONGEST && link.matches("https?://.*") && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
