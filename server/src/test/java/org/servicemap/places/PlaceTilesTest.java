package org.servicemap.places;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sebasbaumh.mapbox.vectortile.VectorTile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.TestTown;

/** Tiles read back with the library's own decoder. */
class PlaceTilesTest {
    private static final PlaceSet SET = TestPlaces.random(2000, 11);
    private static final PlaceTiles TILES = new PlaceTiles(SET);

    private record Dot(double x, double y, Map<String, String> tags) {}

    private static int column(double lon, int z) {
        return (int) ((lon + 180) / 360 * (1 << z));
    }

    private static int row(double lat, int z) {
        double sin = Math.sin(Math.toRadians(lat));
        return (int) ((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * (1 << z));
    }

    /** By layer, in units of the whole world. */
    private static Map<String, List<Dot>> dots(int z, int x, int y) {
        try {
            Map<String, List<Dot>> dots = new TreeMap<>();
            for (VectorTile.Tile.Layer layer :
                    VectorTile.Tile.parseFrom(TILES.tile(z, x, y, null)).getLayersList()) {
                for (VectorTile.Tile.Feature feature : layer.getFeaturesList()) {
                    dots.computeIfAbsent(layer.getName(), key -> new ArrayList<>())
                            .add(dot(layer, feature, z, x, y));
                }
            }
            return dots;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dot dot(VectorTile.Tile.Layer layer, VectorTile.Tile.Feature feature, int z, int x, int y) {
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < feature.getTagsCount(); i += 2) {
            VectorTile.Tile.Value value = layer.getValues(feature.getTags(i + 1));
            tags.put(
                    layer.getKeys(feature.getTags(i)),
                    value.hasStringValue() ? value.getStringValue() : String.valueOf(value.getUintValue()));
        }
        double tileX = x + unzigzag(feature.getGeometry(1)) / 4096.0;
        double tileY = y + unzigzag(feature.getGeometry(2)) / 4096.0;
        return new Dot(Math.scalb(tileX, -z), Math.scalb(tileY, -z), tags);
    }

    private static int unzigzag(int value) {
        return value >>> 1 ^ -(value & 1);
    }

    private static boolean isIn(Dot dot, int z, int x, int y) {
        return (int) Math.scalb(dot.x(), z) == x && (int) Math.scalb(dot.y(), z) == y;
    }

    @Test
    void everyPlaceIsDrawnOnceAtEveryZoom() {
        for (int z : new int[] {4, 9, 12, 14, 16, 17, 19}) {
            int drawn = 0;
            for (int x = column(TestTown.WEST - 0.02, z); x <= column(TestTown.WEST + 0.06, z); x++) {
                for (int y = row(TestTown.SOUTH + 0.05, z); y <= row(TestTown.SOUTH - 0.02, z); y++) {
                    Map<String, List<Dot>> dots = dots(z, x, y);
                    drawn += (int) dots.getOrDefault("places", List.of()).stream()
                            .filter(inside(z, x, y))
                            .count();
                    drawn += dots.getOrDefault("clusters", List.of()).stream()
                            .filter(inside(z, x, y))
                            .mapToInt(dot -> Integer.parseInt(dot.tags().get("count")))
                            .sum();
                }
            }
            // a place that rounds onto an edge may count for either neighbour
            assertThat(drawn).as("zoom " + z).isBetween(1998, 2002);
        }
    }

    private static java.util.function.Predicate<Dot> inside(int z, int x, int y) {
        return dot -> isIn(dot, z, x, y);
    }

    @Test
    void fromZoom17OnNothingIsClustered() {
        Place place = SET.place(0);
        int x = column(place.point().lon(), 17);
        int y = row(place.point().lat(), 17);

        assertThat(dots(17, x, y)).containsOnlyKeys("places");
        assertThat(dots(17, x, y).get("places")).anySatisfy(dot -> {
            assertThat(dot.tags())
                    .containsEntry("code", place.code())
                    .containsEntry("category", place.category())
                    .containsEntry("name:en", "Place " + place.code());
            assertThat(dot.x()).isEqualTo((place.point().lon() + 180) / 360, within());
        });
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-8);
    }

    @Test
    void neighboursAgreeOnWhatLiesNearTheirEdge() {
        int z = 13;
        int x = column(TestTown.WEST + 0.02, z);
        int y = row(TestTown.SOUTH + 0.01, z);
        List<Dot> left = dots(z, x, y).getOrDefault("clusters", List.of());
        List<Dot> right = dots(z, x + 1, y).getOrDefault("clusters", List.of());

        List<Dot> shared = left.stream()
                .filter(dot -> !isIn(dot, z, x, y) && isIn(dot, z, x + 1, y))
                .toList();
        assertThat(right).containsAll(shared);
        assertThat(left).isNotEmpty();
    }

    @Test
    void onlyWhatIsWantedIsInATile() throws IOException {
        int deep = column(TestTown.WEST + 0.01, 13);
        int south = row(TestTown.SOUTH + 0.01, 13);
        assertThat(TILES.tile(13, deep, south, place -> true)).isEqualTo(TILES.tile(13, deep, south, null));
        byte[] none = TILES.tile(9, column(TestTown.WEST, 9), row(TestTown.SOUTH, 9), place -> false);
        assertThat(none).isEmpty();
        assertThat(TILES.tile(9, 0, 0, place -> true)).isEmpty();
    }
}
