package org.servicemap.wardens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.FieldException;
import org.servicemap.text.LocalText;

/**
 * What is to be looked after in a grid: a checklist whose order is the route.
 *
 * @param every {@code day}, {@code week} or {@code month}
 * @param items in the order of the route
 */
record Plan(
        long id,
        String grid,
        LocalText name,
        String every,
        List<PlanItem> items,
        boolean active,
        int version,
        Instant updatedAt) {
    static final List<String> EVERY = List.of("day", "week", "month");
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<PlanItem>> ITEMS = new TypeReference<>() {};
    private static final int MOST_ITEMS = 200;

    Plan {
        items = List.copyOf(items);
    }

    /** One thing to look after. */
    @Describe("One thing to look after on a round")
    record PlanItem(
            @Describe("Stays the same through changes, so that visits can name it; made when it is left out") @Nullable
            String id,

            @Describe("inquiry, visit or check") String kind,
            LocalText text,
            @Describe("WGS 84; with lat") @Nullable Double lon,
            @Nullable Double lat) {
        static final List<String> KINDS = List.of("inquiry", "visit", "check");
        private static final int LONGEST = 200;

        PlanItem {
            if (!KINDS.contains(kind)) {
                throw new FieldException("kind", "inquiry, visit or check");
            }
            if (text.isEmpty() || text.byTag().values().stream().anyMatch(words -> words.length() > LONGEST)) {
                throw new FieldException("text", "1 to " + LONGEST + " characters");
            }
            if ((lon == null) != (lat == null)
                    || lon != null && (Math.abs(lon) > 180 || lat != null && Math.abs(lat) > 90)) {
                throw new FieldException("lon", "lon and lat go together, in WGS 84");
            }
            if (id != null && !id.matches("[a-zA-Z0-9_-]{1,40}")) {
                throw new FieldException("id", "letters and digits, at most 40");
            }
        }

        PlanItem named(String newId) {
            return new PlanItem(newId, kind, text, lon, lat);
        }

        PlanItem withoutPoint() {
            return new PlanItem(id, kind, text, null, null);
        }
    }

    /** The items, each with an id of its own; refuses too many, and ids that stand twice. */
    static List<PlanItem> identified(List<PlanItem> items) {
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw WardenException.badField("items", "1 to " + MOST_ITEMS + " things to look after");
        }
        Set<String> ids = new HashSet<>();
        for (PlanItem item : items) {
            if (item.id() != null && !ids.add(item.id())) {
                throw WardenException.badField("items", "the id " + item.id() + " stands twice");
            }
        }
        return items.stream()
                .map(item -> item.id() == null ? item.named(free(ids)) : item)
                .toList();
    }

    private static String free(Set<String> ids) {
        int number = ids.size() + 1;
        while (!ids.add("p" + number)) {
            number++;
        }
        return "p" + number;
    }

    static String json(List<PlanItem> items) {
        try {
            return JSON.writeValueAsString(items);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<PlanItem> items(String json) {
        try {
            return JSON.readValue(json, ITEMS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds no checklist", e);
        }
    }

    static String json(LocalText text) {
        try {
            return JSON.writeValueAsString(text.byTag());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static LocalText text(String json) {
        try {
            return JSON.readValue(json, LocalText.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds no map of texts", e);
        }
    }
}
