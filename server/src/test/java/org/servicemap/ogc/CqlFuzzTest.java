package org.servicemap.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.TestSize;
import org.servicemap.fuzz.Mutator;
import org.servicemap.geo.BBox;
import org.servicemap.http.Problem;
import org.servicemap.text.LocalText;

/** Filters in CQL2 text, spoiled: each is refused as {@code invalid_parameter} or answers for every feature, with and without values. */
class CqlFuzzTest {
    private static final long SEED = 20_261_123;
    private static final List<String> GOOD = List.of(
            "name = '医院' AND (beds > 10 OR NOT open = TRUE)",
            "\"name\" LIKE '%卫生_' AND beds BETWEEN 1 AND 1e3",
            "since >= DATE('2020-02-29') OR since IN ('2026-01-01', DATE('2025-12-31'))",
            "tags IS NOT NULL AND name IS NULL",
            "S_INTERSECTS(geometry, POINT(116.4 39.9)) AND beds NOT IN (1, -2.5, 3E2)",
            "S_INTERSECTS(geometry, BBOX(116, 39, 117, 40)) OR name NOT LIKE 'a''b%'",
            "((((((((((beds <> 0))))))))))");

    /** One feature has all values, the other none. */
    private static final class Two implements Features {
        private static final List<Object> VALUES =
                List.of("中心医院", 12, true, LocalDate.of(2026, 1, 1), List.of("a", "b"));

        @Override
        public int size() {
            return 2;
        }

        @Override
        public String id(int feature) {
            return Integer.toString(feature);
        }

        @Override
        public int find(String id) {
            return -1;
        }

        @Override
        public @Nullable BBox box(int feature) {
            return feature == 0 ? new BBox(116.4, 39.9, 116.4, 39.9) : null;
        }

        @Override
        public @Nullable Geometry geometry(int feature) {
            return feature == 0 ? new GeometryFactory().createPoint(new Coordinate(116.4, 39.9)) : null;
        }

        @Override
        public @Nullable Object value(int feature, int property) {
            return feature == 0 ? VALUES.get(property) : null;
        }

        @Override
        public @Nullable Period period(int feature) {
            return null;
        }
    }

    private static Layer layer() {
        LocalText title = LocalText.of("en", "Places");
        List<Property> properties = List.of(
                new Property("name", Property.Type.STRING, "Name"),
                new Property("beds", Property.Type.INTEGER, "Beds"),
                new Property("open", Property.Type.BOOLEAN, "Open"),
                new Property("since", Property.Type.DATE, "Since"),
                new Property("tags", Property.Type.LIST, "Tags"));
        return Layer.of("places", title, title, properties, new Two(), "1");
    }

    @Test
    void spoiledFiltersAreRefusedOrAnswer() {
        Layer layer = layer();
        GOOD.forEach(each -> holds(CqlFilter.read(layer, each)));
        Mutator mutator = new Mutator(SEED);
        int refused = 0;
        int many = TestSize.pick(4_000, 500_000, 10_000_000);
        for (int i = 0; i < many; i++) {
            String text = mutator.nextText(GOOD);
            try {
                holds(CqlFilter.read(layer, text));
            } catch (Problem e) {
                assertThat(e.field()).isEqualTo("filter");
                refused++;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(text, e);
            }
        }
        assertThat(refused).isBetween(many / 2, many - 20);
    }

    /** As long as a filter may be, of the shortest parts. */
    @Test
    void longFiltersDoNotFillTheStack() {
        Layer layer = layer();
        for (String part : List.of("TRUE OR ", "NOT TRUE AND ", "(TRUE) OR ")) {
            holds(CqlFilter.read(layer, part.repeat((3_990 / part.length())) + "TRUE"));
        }
    }

    private static void holds(Condition condition) {
        List<@Nullable Boolean> answers = new ArrayList<>();
        answers.add(condition.holds(0));
        answers.add(condition.holds(1));
        assertThat(answers).hasSize(2);
    }
}
