package org.servicemap.insights.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.servicemap.insights.spatial.GetisOrd.Local;
import org.servicemap.insights.spatial.HexagonLocals;

/** Hexagons as they lie: neighbours are those that share an edge with one, by their outlines and not by the library's word. */
@NullMarked
class CellsTest {
    private static final Cells CELLS = Cells.load();
    private static final double EARTH_METRES = 6_371_007;

    private static long at(double lon, double lat) {
        return Objects.requireNonNull(CELLS.of(lon, lat));
    }

    private static Set<String> corners(long cell) {
        return Arrays.stream(CELLS.outline(cell))
                .map(corner -> Math.round(corner[0] * 1e7) + " " + Math.round(corner[1] * 1e7))
                .collect(Collectors.toSet());
    }

    /** Cells met on a fine net of points around a cell's middle, a kilometre each way. */
    private static Set<Long> around(long cell) {
        double[] middle = CELLS.middle(cell);
        Set<Long> met = new LinkedHashSet<>();
        for (int i = -20; i <= 20; i++) {
            for (int k = -20; k <= 20; k++) {
                met.add(at(middle[0] + i * 0.0006, middle[1] + k * 0.00045));
            }
        }
        return met;
    }

    private static List<Long> touching(long cell) {
        Set<String> own = corners(cell);
        return around(cell).stream()
                .filter(other -> corners(other).stream().filter(own::contains).count() >= 2)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"116.4, 39.9", "121.47, 31.23", "114.06, 22.54"})
    void aHexagonHasSixNeighbours(double lon, double lat) {
        long cell = at(lon, lat);
        assertThat(CELLS.ring(cell)).hasSize(7).containsExactlyInAnyOrderElementsOf(touching(cell));
    }

    /** The shoelace over the outline, on the sphere's metres at that latitude. */
    @ParameterizedTest
    @CsvSource({"116.4, 39.9", "121.47, 31.23"})
    void itsSizeIsTheOneThere(double lon, double lat) {
        double[][] ring = CELLS.outline(at(lon, lat));
        double twice = 0;
        for (int i = 0; i + 1 < ring.length; i++) {
            twice += (ring[i][0] - lon) * (ring[i + 1][1] - lat) - (ring[i + 1][0] - lon) * (ring[i][1] - lat);
        }
        double metresPerDegree = Math.toRadians(1) * EARTH_METRES;
        double km2 = Math.abs(twice) / 2 * metresPerDegree * metresPerDegree * Math.cos(Math.toRadians(lat)) / 1e6;
        assertThat(CELLS.km2(lon, lat, Cells.FINEST)).isCloseTo(km2, within(0.002 * km2));
    }

    /** Twenty requests in one hexagon of some four hundred: it and its six neighbours are hot, and nothing else is. */
    @Test
    void oneBusyHexagonMakesSevenHotOnes() {
        long middle = at(116.4, 39.9);
        Set<Long> universe = around(middle);
        SortedMap<Long, Local> locals = HexagonLocals.ofCounts(Map.of(middle, 20L), universe, CELLS::ring);
        assertThat(locals).hasSize(universe.size());
        assertThat(locals.entrySet().stream()
                        .filter(each -> each.getValue().z() > 0)
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(touching(middle));
    }

    @Test
    void whatIsBusyAsEverIsNoExcess() {
        long middle = at(116.4, 39.9);
        Map<Long, Long> former = new TreeMap<>();
        around(middle).forEach(cell -> former.put(cell, 120 + cell % 7 * 12));
        former.put(middle, 12_000L);
        Map<Long, Long> now = new HashMap<>();
        former.forEach((cell, n) -> now.put(cell, n / 12));
        assertThat(HexagonLocals.ofExcess(now, former, former.keySet(), CELLS::ring)
                        .values())
                .allSatisfy(local -> assertThat(local.z()).isCloseTo(0, within(1e-6)));
        long risen = former.keySet().iterator().next();
        now.merge(risen, 100L, Long::sum);
        SortedMap<Long, Local> locals = HexagonLocals.ofExcess(now, former, former.keySet(), CELLS::ring);
        assertThat(Objects.requireNonNull(locals.get(risen)).isHot(0.05)).isTrue();
    }
}
