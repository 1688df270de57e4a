package org.servicemap.routing.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The examples of {@code catalogue.spec.yml} as written. */
public record Spec(List<Example> examples) {
    /** Where one of an example's places is: a point, or codes of areas by level with codes of overlay features by layer. */
    public record PlaceSpec(
            @Nullable Double lon,
            @Nullable Double lat,
            Map<String, String> areas,
            Map<String, List<String>> overlays,
            Mark mark) {}

    /** What must come out; null or a missing list is not compared. */
    public record Expectation(
            @Nullable String rule,
            @Nullable String unit,
            @Nullable String divert,
            @Nullable List<String> copies,
            @Nullable List<String> assistants,
            @Nullable String urgency,
            @Nullable String deadline,
            Mark mark) {}

    /** One example; {@code at} is a local time or one with an offset, as written. */
    public record Example(
            String name,
            String category,
            Map<String, PlaceSpec> places,
            @Nullable String channel,
            @Nullable String hotline,
            @Nullable String urgency,
            @Nullable String kind,
            @Nullable String at,
            @Nullable String text,
            Expectation expect,
            Mark mark) {}

    public Spec {
        examples = List.copyOf(examples);
    }

    /** {@link CatalogueException} lists every mistake with line and column. */
    public static Spec read(String yaml) {
        return new SpecReader().read(yaml);
    }
}
