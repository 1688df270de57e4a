package org.servicemap.incidents;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Map<?, ?> block = process.get("incidents") instanceof Map<?, ?> map ? map : Map.of();
        return new IncidentRules(
                number(block.get("near_metres"), NEAR_METRES),
                Duration.ofHours((long) number(block.get("notice_hours"), AHEAD_HOURS)),
                block.get("over") == null ? OVER : text("over", block.get("over")),
                works(block.get("works")));
    }

    Optional<Work> work(String id) {
        return Optional.ofNullable(works.get(id));
    }

    private static double number(@Nullable Object value, int fallback) {
        return value == null ? fallback : Double.parseDouble(value.toString());
    }

    private static Map<String, Work> works(@Nullable Object list) {
        Map<String, Work> works = new LinkedHashMap<>();
        if (list instanceof List<?> entries) {
            for (Object entry : entries) {
                if (!(entry instanceof Map<?, ?> map) || !(map.get("categories") instanceof List<?> categories)) {
                    throw new IllegalArgumentException("process.incidents.works: each needs id, name and categories");
                }
                works.put(
                        String.valueOf(map.get("id")),
                        new Work(
                                text("works.name", map.get("name")),
                                categories.stream().map(String::valueOf).toList()));
            }
        }
        return works;
    }

    private static LocalText text(String what, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> byTag)) {
            throw new IllegalArgumentException("process.incidents." + what + ": texts by language are missing");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        byTag.forEach((tag, words) -> texts.put(String.valueOf(tag), String.valueOf(words)));
        return new LocalText(texts);
    }
}
