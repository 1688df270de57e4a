package org.servicemap.places;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * Something that citizens get done: a residence permit, a marriage registered.
 *
 * @param documents what to bring
 * @param duration how long it takes until it is done, in words
 * @param fee in words
 * @param link where it can be done online, https
 * @param minutes how long it takes at the counter, or null when nobody said
 * @param categories of places where it can be done; others name it themselves
 */
public record Matter(
        String code,
        LocalText name,
        List<LocalText> documents,
        LocalText duration,
        LocalText fee,
        @Nullable String link,
        @Nullable Integer minutes,
        List<String> categories) {
    private static final int LONGEST_MINUTES = 480;

    public Matter {
        Checks.code("code", code);
        Checks.text("name", name, true);
        documents = List.copyOf(documents);
        documents.forEach(each -> Checks.text("documents", each, true));
        Checks.text("duration", duration, false);
        Checks.text("fee", fee, false);
        Checks.link("link", link);
        categories = List.copyOf(categories);
        if (minutes != null && (minutes < 1 || minutes > LONGEST_MINUTES)) {
            throw PlaceException.field("minutes", "1 to " + LONGEST_MINUTES + " minutes at the counter");
        }
    }
}
