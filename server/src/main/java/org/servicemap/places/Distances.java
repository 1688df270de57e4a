package org.servicemap.places;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;

/**
 * Nearness over all places of a set. Compared in metres on a plane that touches the ellipsoid half way, within 0.1 % for the
 * distances of a city; what is told of a place is its geodesic.
 */
final class Distances {
    private static final double STEP = 0.01;

    private Distances() {}

    /** A degree's metres change so slowly with the latitude that a straight line does for a city. */
    static IntToDoubleFunction from(LonLat point, PlaceSet set) {
        double lat = point.lat();
        double perLon = Geodesy.metresPerDegreeLon(lat);
        double perLat = Geodesy.metresPerDegreeLat(lat);
        double lonSlope = (Geodesy.metresPerDegreeLon(lat + STEP) - perLon) / STEP;
        double latSlope = (Geodesy.metresPerDegreeLat(lat + STEP) - perLat) / STEP;
        return place -> {
            double north = set.lat(place) - lat;
            double half = north / 2;
            double x = (set.lon(place) - point.lon()) * (perLon + lonSlope * half);
            double y = north * (perLat + latSlope * half);
            return Math.sqrt(x * x + y * y);
        };
    }

    /** The nearest of those wanted, the nearest first; at most {@code count}. Equally near ones by code. */
    static int[] nearest(LonLat point, PlaceSet set, IntPredicate wanted, int count) {
        Smallest smallest = new Smallest(count);
        IntToDoubleFunction distance = from(point, set);
        for (int place = 0; place < set.size(); place++) {
            if (wanted.test(place)) {
                float metres = (float) distance.applyAsDouble(place);
                // bits of floats that are not negative are ordered as the floats are
                smallest.add((long) Float.floatToIntBits(metres) << 32 | place);
            }
        }
        return Arrays.stream(smallest.sorted()).mapToInt(key -> (int) key).toArray();
    }

    /** Keeps the smallest so many of all that were added. */
    private static final class Smallest {
        private final int count;
        private final long[] kept;
        private int size;
        private long bound = Long.MAX_VALUE;

        Smallest(int count) {
            this.count = count;
            this.kept = new long[Math.max(2 * count, 64)];
        }

        void add(long key) {
            if (key >= bound) {
                return;
            }
            kept[size++] = key;
            if (size == kept.length) {
                Arrays.sort(kept);
                size = count;
                bound = count == 0 ? Long.MIN_VALUE : kept[count - 1];
            }
        }

        long[] sorted() {
            long[] all = Arrays.copyOf(kept, size);
            Arrays.sort(all);
            return all.length > count ? Arrays.copyOf(all, count) : all;
        }
    }
}
