package org.servicemap.places.demo;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;

/** Where invented places stand: inside an area of the finest level, every such area as likely as the others. */
final class DemoGround {
    private static final double DECIMALS = 1e6;
    private static final int TRIES = 6;

    private final AreaSnapshot areas;
    private final AreaDirectory directory;
    private final int[] leaves;

    DemoGround(AreaSnapshot areas) {
        this.areas = areas;
        this.directory = areas.directory();
        this.leaves =
                areas(directory.levels().get(directory.levels().size() - 1).rank());
    }

    int rank(String level) {
        return directory.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("places_demo: there is no level " + level));
    }

    int[] areas(int rank) {
        return IntStream.range(0, directory.size())
                .filter(area -> directory.level(area) == rank)
                .toArray();
    }

    int anyLeaf(SplittableRandom random) {
        return leaves[random.nextInt(leaves.length)];
    }

    /** A finest area inside an area. */
    int leafIn(int area, SplittableRandom random) {
        int[] children = directory.children(area);
        return children.length == 0 ? area : leafIn(children[random.nextInt(children.length)], random);
    }

    int leafAt(LonLat point) {
        return areas.index().leafOf(point.lon(), point.lat());
    }

    LonLat within(int leaf, SplittableRandom random) {
        BBox box = directory.bbox(leaf);
        for (int i = 0; i < TRIES; i++) {
            LonLat point = new LonLat(
                    rounded(box.minLon() + random.nextDouble() * (box.maxLon() - box.minLon())),
                    rounded(box.minLat() + random.nextDouble() * (box.maxLat() - box.minLat())));
            if (leafAt(point) == leaf) {
                return point;
            }
        }
        LonLat label = directory.labelPoint(leaf);
        return new LonLat(rounded(label.lon()), rounded(label.lat()));
    }

    static double rounded(double degrees) {
        return Math.rint(degrees * DECIMALS) / DECIMALS;
    }
}
