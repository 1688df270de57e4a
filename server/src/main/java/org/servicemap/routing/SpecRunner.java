package org.servicemap.routing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;
import org.servicemap.routing.rules.Mark;
import org.servicemap.routing.rules.Spec;
import org.servicemap.text.LocalText;

/** Holds a catalogue to its examples. */
public final class SpecRunner {
    private static final Instant ANY_MOMENT = Instant.parse("2025-01-06T02:00:00Z");

    private final Catalogue catalogue;
    private final @Nullable Function<LonLat, Place> locate;
    private final List<SpecReport.Failure> failures = new ArrayList<>();
    private int skipped;

    private SpecRunner(Catalogue catalogue, @Nullable Function<LonLat, Place> locate) {
        this.catalogue = catalogue;
        this.locate = locate;
    }

    /**
     * Runs every example.
     *
     * @param locate resolves points; null skips the examples that need it
     */
    public static SpecReport run(Catalogue catalogue, Spec spec, @Nullable Function<LonLat, Place> locate) {
        SpecRunner runner = new SpecRunner(catalogue, locate);
        spec.examples().forEach(runner::run);
        return new SpecReport(spec.examples().size(), runner.skipped, runner.failures);
    }

    private void run(Spec.Example example) {
        boolean needsPoint = example.places().values().stream().anyMatch(place -> place.lon() != null);
        if (needsPoint && locate == null) {
            skipped++;
            return;
        }
        try {
            compare(example, catalogue.decide(question(example)));
        } catch (RoutingException | GeoException | DateTimeException | IllegalArgumentException e) {
            fail(example, example.mark(), "无法判定：" + e.getMessage(), "cannot be decided: " + e.getMessage());
        }
    }

    private Question question(Spec.Example example) {
        Map<String, Place> places = new TreeMap<>();
        example.places().forEach((role, place) -> places.put(role, place(place)));
        return new Question(
                example.category(),
                places,
                example.channel(),
                example.hotline(),
                example.urgency(),
                example.kind(),
                instant(example.at()),
                example.text());
    }

    private Place place(Spec.PlaceSpec place) {
        if (place.lon() != null && place.lat() != null && locate != null) {
            return locate.apply(new LonLat(place.lon(), place.lat()));
        }
        Territory territory = catalogue.context().territory();
        int finest = -1;
        for (Map.Entry<String, String> area : place.areas().entrySet()) {
            int ordinal = territory
                    .findArea(area.getKey(), area.getValue())
                    .orElseThrow(
                            () -> new IllegalArgumentException("there is no " + area.getKey() + " " + area.getValue()));
            if (finest < 0
                    || territory.directory().level(ordinal)
                            > territory.directory().level(finest)) {
                finest = ordinal;
            }
        }
        List<Place.FeatureAt> features = new ArrayList<>();
        place.overlays()
                .forEach((layer, codes) -> codes.forEach(code -> {
                    if (!territory.hasOverlayFeature(layer, code)) {
                        throw new IllegalArgumentException("there is no " + layer + " " + code);
                    }
                    features.add(new Place.FeatureAt(layer, code, 0));
                }));
        return Place.ofArea(territory.directory(), finest, features);
    }

    private Instant instant(@Nullable String at) {
        if (at == null) {
            return ANY_MOMENT;
        }
        String iso = at.strip().replace(' ', 'T');
        boolean offset = iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:\\d\\d");
        return offset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).atZone(catalogue.context().zone()).toInstant();
    }

    private void compare(Spec.Example example, Decision decision) {
        Spec.Expectation expect = example.expect();
        compare(
                example,
                "rule",
                expect.rule(),
                decision.rule() == null ? null : decision.rule().id());
        compare(
                example,
                "unit",
                expect.unit(),
                decision.unit() == null ? null : decision.unit().code());
        compare(
                example,
                "divert",
                expect.divert(),
                decision.diversion() == null ? null : decision.diversion().id());
        compare(
                example,
                "urgency",
                expect.urgency(),
                decision.urgency() == null ? null : decision.urgency().id());
        compareUnits(example, "copies", expect.copies(), decision.copies());
        compareUnits(example, "assistants", expect.assistants(), decision.assistants());
        if (expect.deadline() != null && !instant(expect.deadline()).equals(decision.deadline())) {
            mismatch(example, "deadline", expect.deadline(), String.valueOf(decision.deadline()));
        }
    }

    private void compare(Spec.Example example, String what, @Nullable String expected, @Nullable String found) {
        if (expected != null && !Objects.equals(expected, found)) {
            mismatch(example, what, expected, found == null ? "–" : found);
        }
    }

    private void compareUnits(
            Spec.Example example, String what, @Nullable List<String> expected, List<Decision.UnitName> found) {
        List<String> codes = found.stream().map(Decision.UnitName::code).toList();
        if (expected != null && !Set.copyOf(expected).equals(Set.copyOf(codes))) {
            mismatch(example, what, expected.toString(), codes.toString());
        }
    }

    private void mismatch(Spec.Example example, String what, String expected, String found) {
        fail(
                example,
                example.expect().mark(),
                what + " 应为 " + expected + "，实际为 " + found,
                what + " should be " + expected + " but is " + found);
    }

    private void fail(Spec.Example example, Mark mark, String zh, String en) {
        failures.add(new SpecReport.Failure(example.name(), mark, LocalText.of("zh", zh, "en", en)));
    }
}
