package org.servicemap.knowledge;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * What is known about a matter, in several languages.
 *
 * @param code stable name: lower-case letters, digits and hyphens
 * @param body plain text; an empty line parts paragraphs
 * @param categories codes of categories that it is about
 * @param units codes of units that answer for it
 * @param validFrom first day on which it holds, or null
 * @param validTo last day on which it holds, or null
 * @param published whether citizens may read it; operators read all
 */
public record Article(
        String code,
        LocalText title,
        LocalText body,
        List<String> categories,
        List<String> units,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        boolean published) {
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");
    private static final int MAX_TITLE = 200;
    private static final int MAX_BODY = 20_000;

    public Article {
        if (!CODE.matcher(code).matches()) {
            throw new ArticleException(
                    ArticleException.BAD_FIELD, "code", "1 to 80 lower-case letters, digits and hyphens");
        }
        check("title", title, MAX_TITLE);
        check("body", body, MAX_BODY);
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            throw new ArticleException(ArticleException.BAD_FIELD, "valid_to", "the last day lies before the first");
        }
        categories = List.copyOf(categories);
        units = List.copyOf(units);
    }

    private static void check(String field, LocalText text, int most) {
        if (text.isEmpty() || text.byTag().values().stream().anyMatch(each -> each.length() > most)) {
            throw new ArticleException(
                    ArticleException.BAD_FIELD, field, "1 to " + most + " characters in at least one language");
        }
    }
}
