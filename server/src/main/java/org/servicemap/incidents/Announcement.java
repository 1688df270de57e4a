package org.servicemap.incidents;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * What is said of an incident.
 *
 * @param title short, by language
 * @param message for those who would report it, by language
 * @param categories codes; a call about one of them, or of one below it, is likely about this
 * @param expectedEnd null when nobody knows yet
 */
public record Announcement(
        LocalText title,
        LocalText message,
        List<String> categories,
        Outline outline,
        Instant startsAt,
        @Nullable Instant expectedEnd) {
    private static final int MAX_TITLE = 100;
    private static final int MAX_MESSAGE = 1000;
    private static final int MAX_CATEGORIES = 20;

    public Announcement {
        check("title", title, MAX_TITLE);
        check("message", message, MAX_MESSAGE);
        categories = List.copyOf(categories);
        if (categories.isEmpty() || categories.size() > MAX_CATEGORIES) {
            throw IncidentException.bad("categories", "1 to " + MAX_CATEGORIES + " categories");
        }
        if (expectedEnd != null && !expectedEnd.isAfter(startsAt)) {
            throw IncidentException.bad("expected_end", "the end must be later than the start");
        }
    }

    static void check(String field, LocalText text, int most) {
        if (text.isEmpty() || text.byTag().values().stream().anyMatch(each -> each.length() > most)) {
            throw IncidentException.bad(field, "1 to " + most + " characters in at least one language");
        }
    }

    /** Whether both say the same; outlines are compared point by point. */
    boolean saysAs(Announcement other) {
        return title.equals(other.title)
                && message.equals(other.message)
                && categories.equals(other.categories)
                && startsAt.equals(other.startsAt)
                && java.util.Objects.equals(expectedEnd, other.expectedEnd)
                && outline.isSameAs(other.outline);
    }
}
