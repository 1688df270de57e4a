package org.servicemap.incidents;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * What a city's pack says about incidents ({@code process.incidents}); what it leaves out takes the program's default.
 *
 * @param nearMetres how far outside an outline people still see the incident
 * @param ahead how long before its start a planned outage is shown
 * @param over what those who asked are told when a planned outage ends by the clock, before its message
 * @param works kinds of planned outages, by id
 */
public record IncidentRules(double nearMetres, Duration ahead, LocalText over, Map<String, Work> works) {
    private static final int NEAR_METRES = 200;
    private static final int AHEAD_HOURS = 48;
    private static final int FARTHEST_METRES = 100_000;
    private static final int LONGEST_HOURS = 8760;
    private static final List<String> KEYS = List.of("near_metres", "notice_hours", "over", "works");
    private static final LocalText OVER = LocalText.of(
            "zh",
            "公告的时间已过。如果问题仍在，请再次反映。公告内容：",
            "en",
            "The announced time is over. If the problem remains, please report it again. The notice said: ");

    /**
     * A kind of planned outage.
     *
     * @param categories what people would file about it
     */
    public record Work(LocalText name, List<String> categories) {
        public Work {
            categories = List.copyOf(categories);
        }
    }

    /** @throws IllegalArgumentException that names the entry which cannot be read */
    public static IncidentRules of(Map<String, ?> process) {
        Map<?, ?> block = block(process.get("incidents"));
        return new IncidentRules(
                number(block, "near_metres", NEAR_METRES, FARTHEST_METRES),
                Duration.ofHours((long) number(block, "notice_hours", AHEAD_HOURS, LONGEST_HOURS)),
                block.get("over") == null ? OVER : text("over", block.get("over")),
                works(block.get("works")));
    }

    Optional<Work> work(String id) {
        return Optional.ofNullable(works.get(id));
    }

    /**
     * Refuses works about what the city does not have.
     *
     * @throws IllegalArgumentException that names the entry
     */
    public void requireCategories(Predicate<String> known) {
        works.forEach((id, work) -> work.categories().stream()
                .filter(known.negate())
                .findFirst()
                .ifPresent(category -> {
                    throw bad("works." + id + ".categories", "there is no category «" + category + "»");
                }));
    }

    private static Map<?, ?> block(@Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> block)) {
            throw new IllegalArgumentException("process.incidents must be a block, not " + value);
        }
        for (Object key : block.keySet()) {
            if (!KEYS.contains(key)) {
                throw bad(String.valueOf(key), "is not known; there are " + KEYS);
            }
        }
        return block;
    }

    private static double number(Map<?, ?> block, String key, int fallback, int largest) {
        Object value = block.get(key);
        if (value == null) {
            return fallback;
        }
        if (!(value instanceof Number number) || !(number.doubleValue() >= 0 && number.doubleValue() <= largest)) {
            throw bad(key, "must be a number from 0 to " + largest + ", not " + value);
        }
        return number.doubleValue();
    }

    private static Map<String, Work> works(@Nullable Object list) {
        Map<String, Work> works = new LinkedHashMap<>();
        if (list == null) {
            return works;
        }
        if (!(list instanceof List<?> entries)) {
            throw bad("works", "must be a list of {id, name, categories}");
        }
        for (Object entry : entries) {
            String id = id(entry);
            if (works.put(id, work("works." + id, (Map<?, ?>) entry)) != null) {
                throw bad("works." + id, "stands twice");
            }
        }
        return works;
    }

    private static String id(@Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> map) || map.get("id") == null) {
            throw bad("works", "each needs id, name and categories");
        }
        return map.get("id").toString();
    }

    private static Work work(String key, Map<?, ?> entry) {
        if (!(entry.get("categories") instanceof List<?> categories) || categories.isEmpty()) {
            throw bad(key + ".categories", "must be a list with one category at least");
        }
        return new Work(
                text(key + ".name", entry.get("name")),
                categories.stream().map(String::valueOf).toList());
    }

    private static LocalText text(String key, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> byTag) || byTag.isEmpty()) {
            throw bad(key, "texts by language are missing");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        byTag.forEach((tag, words) -> texts.put(String.valueOf(tag), String.valueOf(words)));
        return new LocalText(texts);
    }

    private static IllegalArgumentException bad(String key, String message) {
        return new IllegalArgumentException("process.incidents." + key + ": " + message);
    }
}
