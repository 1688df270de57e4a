package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.text.LocalText;

class ArrangementTest {
    private static final int CITIES = 300;
    private static final int SIDE = 8;

    /** Zones made of squares of a lattice, many of them with common borders: each square in the area tells its combination. */
    @Test
    void findsEveryCombinationAndNoOther() {
        Random random = new Random(7);
        for (int city = 0; city < CITIES; city++) {
            boolean[][] zones = new boolean[1 + random.nextInt(6)][];
            Arrays.setAll(zones, zone -> squares(random));
            boolean[] area = squares(random);
            area[random.nextInt(area.length)] = true;
            Set<String> expected = new TreeSet<>();
            for (int square = 0; square < area.length; square++) {
                if (area[square]) {
                    int at = square;
                    expected.add(Arrays.toString(IntStream.range(0, zones.length)
                            .filter(zone -> zones[zone][at])
                            .toArray()));
                }
            }
            List<OverlayZone> shapes = new ArrayList<>();
            for (int zone = 0; zone < zones.length; zone++) {
                shapes.add(zone(zone, union(zones[zone])));
            }
            assertThat(said(union(area), shapes)).as("city " + city).isEqualTo(expected);
        }
    }

    private static boolean[] squares(Random random) {
        boolean[] in = new boolean[SIDE * SIDE];
        int x = random.nextInt(SIDE);
        int y = random.nextInt(SIDE);
        int reach = 1 + random.nextInt(SIDE);
        int gaps = random.nextInt(4);
        IntPredicate near = i -> Math.abs(i % SIDE - x) < reach && Math.abs(i / SIDE - y) < reach;
        for (int i = 0; i < in.length; i++) {
            in[i] = near.test(i) && random.nextInt(8) >= gaps;
        }
        return in;
    }

    private static Geometry union(boolean[] squares) {
        List<Geometry> boxes = new ArrayList<>();
        for (int i = 0; i < squares.length; i++) {
            if (squares[i]) {
                double x = 116 + i % SIDE * 0.013;
                double y = 40 + i / SIDE * 0.007;
                boxes.add(TestCity.box(x, y, 116 + (i % SIDE + 1) * 0.013, 40 + (i / SIDE + 1) * 0.007));
            }
        }
        return new GeometryFactory().buildGeometry(boxes).union();
    }

    private static OverlayZone zone(int number, Geometry shape) {
        OverlayLayer layer = new OverlayLayer("zones", LocalText.EMPTY, OverlayLayer.Kind.POLYGON, 0, List.of());
        return OverlayZone.of(number, layer, new OverlayFeature("Z", LocalText.EMPTY, Map.of(), shape))
                .get(0);
    }

    private static Set<String> said(Geometry area, List<OverlayZone> zones) {
        Set<String> said = new TreeSet<>();
        Arrangement.combinations(area, zones, OverlayCells.NOISE_M2).forEach(one -> said.add(Arrays.toString(one)));
        return said;
    }

    @Test
    void aZoneInsideAndOneAroundAHole() throws ParseException {
        Geometry area = wkt("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 6 3, 6 6, 3 6, 3 3))");
        OverlayZone inside = zone(0, wkt("POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"));
        OverlayZone inTheHole = zone(1, wkt("POLYGON ((4 4, 5 4, 5 5, 4 5, 4 4))"));
        OverlayZone around = zone(2, wkt("POLYGON ((2.5 2.5, 7 2.5, 7 7, 2.5 7, 2.5 2.5))"));
        OverlayZone everywhere = zone(3, wkt("POLYGON ((-9 -9, 19 -9, 19 19, -9 19, -9 -9))"));
        assertThat(said(area, List.of(inside, inTheHole, around, everywhere)))
                .containsExactly("[0, 3]", "[2, 3]", "[3]");
    }

    /** About 0.1 m wide and 4 m long, then 0.1 m by 40 m. */
    @Test
    void lessThanASquareMetreIsNoise() throws ParseException {
        Geometry area = wkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))");
        assertThat(said(area, List.of(zone(0, wkt("POLYGON ((-1 0, 1e-6 0, 1e-6 4e-5, -1 4e-5, -1 0))")))))
                .containsExactly("[]");
        assertThat(said(area, List.of(zone(0, wkt("POLYGON ((-1 0, 1e-6 0, 1e-6 4e-4, -1 4e-4, -1 0))")))))
                .containsExactly("[0]", "[]");
        assertThat(said(wkt("POLYGON ((0 0, 1e-6 0, 1e-6 1e-6, 0 1e-6, 0 0))"), List.of()))
                .containsExactly("[]");
    }

    private static Geometry wkt(String text) throws ParseException {
        return new WKTReader().read(text);
    }
}
