package org.servicemap.places;

import io.github.sebasbaumh.mapbox.vectortile.VectorTile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Vector tiles (MVT 2.1) of places. Places are kept along the Z-order curve of the Web Mercator pyramid, so that each tile, and
 * each cell of 32 pixels in it, is one range. Below {@link #ALL_FROM} the places of a cell become one cluster at their
 * middle; cells are the pyramid's own, so that neighbouring tiles agree. Immutable.
 */
final class PlaceTiles {
    static final int DEEPEST = 22;
    /** From this zoom on every place is drawn by itself. */
    static final int ALL_FROM = 17;

    static final int EXTENT = 4096;
    /** So far beyond its edges a tile holds what its neighbours draw too: 16 of 256 pixels, for symbols on the edge. */
    private static final int BUFFER = 256;
    /** Cells of a tile are the tiles three zooms deeper. */
    private static final int CELL_ZOOMS = 3;

    private static final int KEY_ZOOM = 25;

    private final PlaceSet set;
    private final long[] keys;
    private final int[] places;
    private final double[] columns;
    private final double[] rows;
    /** Sums of the columns and rows before each position, for the middle of any range at once. */
    private final double[] columnSums;

    private final double[] rowSums;

    PlaceTiles(PlaceSet set) {
        this.set = set;
        Integer[] order = new Integer[set.size()];
        long[] unsorted = new long[set.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            unsorted[i] = key(column(set.lon(i)), row(set.lat(i)));
        }
        Arrays.sort(order, (a, b) -> Long.compare(unsorted[a], unsorted[b]));
        keys = new long[order.length];
        places = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            keys[i] = unsorted[order[i]];
            places[i] = order[i];
        }
        columns = Arrays.stream(places)
                .mapToDouble(place -> column(set.lon(place)))
                .toArray();
        rows = Arrays.stream(places).mapToDouble(place -> row(set.lat(place))).toArray();
        columnSums = sums(columns);
        rowSums = sums(rows);
    }

    private static double[] sums(double[] values) {
        double[] sums = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        return sums;
    }

    /** 0 … 1 from west to east. */
    private static double column(double lon) {
        return (lon + 180) / 360;
    }

    /** 0 … 1 from north to south. */
    private static double row(double lat) {
        double sin = Math.sin(Math.toRadians(lat));
        return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
    }

    private static long key(double column, double row) {
        long last = (1L << KEY_ZOOM) - 1;
        long x = Math.min(last, Math.max(0, (long) (column * (1L << KEY_ZOOM))));
        long y = Math.min(last, Math.max(0, (long) (row * (1L << KEY_ZOOM))));
        return interleaved(x, y);
    }

    private static long interleaved(long x, long y) {
        return spread(x) | spread(y) << 1;
    }

    /** Puts a zero before each bit (Morton). */
    private static long spread(long bits) {
        long s = bits;
        s = (s | s << 16) & 0x0000FFFF0000FFFFL;
        s = (s | s << 8) & 0x00FF00FF00FF00FFL;
        s = (s | s << 4) & 0x0F0F0F0F0F0F0F0FL;
        s = (s | s << 2) & 0x3333333333333333L;
        return (s | s << 1) & 0x5555555555555555L;
    }

    static boolean exists(int z, int x, int y) {
        return x < 1 << z && y < 1 << z;
    }

    /**
     * The tile's bytes; empty when nothing is in it.
     *
     * @param wanted null for all places, which needs no look at each
     */
    byte[] tile(int z, int x, int y, @Nullable IntPredicate wanted) {
        Encoding encoding = new Encoding(z, x, y, wanted);
        // one cell beyond each edge: its middle may lie in the buffer
        int side = 1 << CELL_ZOOMS;
        for (int row = -1; row <= side; row++) {
            for (int column = -1; column <= side; column++) {
                encoding.cell(((long) x << CELL_ZOOMS) + column, ((long) y << CELL_ZOOMS) + row);
            }
        }
        return encoding.bytes();
    }

    private final class Encoding {
        private final int z;
        private final int x;
        private final int y;
        private final @Nullable IntPredicate wanted;
        private final Layer singles = new Layer("places");
        private final Layer clusters = new Layer("clusters");

        Encoding(int z, int x, int y, @Nullable IntPredicate wanted) {
            this.z = z;
            this.x = x;
            this.y = y;
            this.wanted = wanted;
        }

        void cell(long column, long row) {
            int zoom = Math.min(KEY_ZOOM, z + CELL_ZOOMS);
            long cells = 1L << zoom;
            if (column < 0 || row < 0 || column >= cells || row >= cells) {
                return;
            }
            int shift = 2 * (KEY_ZOOM - zoom);
            long first = interleaved(column, row) << shift;
            int from = position(first);
            int to = position(first + (1L << shift));
            IntPredicate test = wanted;
            if (test == null && z < ALL_FROM && to - from > 1) {
                int count = to - from;
                put(
                        clusters,
                        (columnSums[to] - columnSums[from]) / count,
                        (rowSums[to] - rowSums[from]) / count,
                        Map.of(),
                        count);
            } else {
                draw(IntStream.range(from, to)
                        .filter(i -> test == null || test.test(places[i]))
                        .toArray());
            }
        }

        /** @param inside positions along the curve */
        private void draw(int[] inside) {
            if (z >= ALL_FROM || inside.length == 1) {
                Arrays.stream(inside).forEach(this::single);
            } else if (inside.length > 1) {
                cluster(inside);
            }
        }

        private int position(long key) {
            int found = Arrays.binarySearch(keys, key);
            if (found < 0) {
                return -found - 1;
            }
            while (found > 0 && keys[found - 1] == key) {
                found--;
            }
            return found;
        }

        private void single(int position) {
            int place = places[position];
            Place facts = set.place(place);
            Map<String, String> tags = new LinkedHashMap<>();
            tags.put("code", facts.code());
            tags.put("category", facts.category());
            set.categories().find(facts.category()).ifPresent(category -> tags.put("icon", category.icon()));
            facts.name().byTag().forEach((tag, name) -> tags.put("name:" + tag, name));
            if (facts.appointments()) {
                tags.put("appointments", "true");
            }
            put(singles, columns[position], rows[position], tags, 0);
        }

        private void cluster(int[] inside) {
            double columnSum = 0;
            double rowSum = 0;
            for (int position : inside) {
                columnSum += columns[position];
                rowSum += rows[position];
            }
            put(clusters, columnSum / inside.length, rowSum / inside.length, Map.of(), inside.length);
        }

        private void put(Layer layer, double column, double row, Map<String, String> tags, int count) {
            double world = Math.scalb((double) EXTENT, z);
            int tileX = (int) Math.rint(column * world - (double) x * EXTENT);
            int tileY = (int) Math.rint(row * world - (double) y * EXTENT);
            if (Math.min(tileX, tileY) >= -BUFFER && Math.max(tileX, tileY) < EXTENT + BUFFER) {
                layer.add(tileX, tileY, tags, count);
            }
        }

        byte[] bytes() {
            VectorTile.Tile.Builder tile = VectorTile.Tile.newBuilder();
            singles.addTo(tile);
            clusters.addTo(tile);
            return tile.getLayersCount() == 0 ? new byte[0] : tile.build().toByteArray();
        }
    }

    /** A layer of points being written (Vector Tile Specification 2.1, 4.3). */
    private static final class Layer {
        private static final int MOVE_TO_ONE = 1 | 1 << 3;

        private final VectorTile.Tile.Layer.Builder layer;
        private final Map<String, Integer> keys = new LinkedHashMap<>();
        private final Map<Object, Integer> values = new LinkedHashMap<>();

        Layer(String name) {
            layer = VectorTile.Tile.Layer.newBuilder()
                    .setVersion(2)
                    .setName(name)
                    .setExtent(EXTENT);
        }

        void add(int x, int y, Map<String, String> tags, int count) {
            VectorTile.Tile.Feature.Builder feature =
                    VectorTile.Tile.Feature.newBuilder().setType(VectorTile.Tile.GeomType.POINT);
            feature.addGeometry(MOVE_TO_ONE).addGeometry(zigzag(x)).addGeometry(zigzag(y));
            tags.forEach((key, value) -> tag(feature, key, value));
            if (count > 0) {
                tag(feature, "count", count);
            }
            layer.addFeatures(feature);
        }

        private void tag(VectorTile.Tile.Feature.Builder feature, String key, Object value) {
            feature.addTags(keys.computeIfAbsent(key, each -> keys.size()));
            feature.addTags(values.computeIfAbsent(value, each -> values.size()));
        }

        private static int zigzag(int value) {
            return value << 1 ^ value >> 31;
        }

        void addTo(VectorTile.Tile.Builder tile) {
            if (layer.getFeaturesCount() == 0) {
                return;
            }
            keys.keySet().forEach(layer::addKeys);
            values.keySet().forEach(value -> layer.addValues(value(value)));
            tile.addLayers(layer);
        }

        private static VectorTile.Tile.Value value(Object value) {
            VectorTile.Tile.Value.Builder builder = VectorTile.Tile.Value.newBuilder();
            return (value instanceof Integer number
                            ? builder.setUintValue(number)
                            : builder.setStringValue(value.toString()))
                    .build();
        }
    }
}
