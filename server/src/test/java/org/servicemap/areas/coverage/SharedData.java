package org.servicemap.areas.coverage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.geojson.GeoJsonReader;

/** The real layers beside the project, read with the least that does it: what is tested here is what comes after reading. */
final class SharedData {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private SharedData() {}

    /** The file under {@code shared/data} of a folder above, or the test is skipped, loudly. */
    static Path file(String name) {
        Path found = find(name);
        if (found == null) {
            System.err.println("SKIPPED: no shared/data/" + name + " above the working directory");
        }
        assumeTrue(found != null, "no shared/data/" + name);
        return found;
    }

    private static @Nullable Path find(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared").resolve("data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }

    static List<SourceFeature> geoJson(String name, UnaryOperator<Geometry> toWgs84)
            throws IOException, ParseException {
        Geometry all = new GeoJsonReader().read(Files.readString(file(name)));
        List<SourceFeature> features = new ArrayList<>();
        for (int i = 0; i < all.getNumGeometries(); i++) {
            features.add(Layers.feature(1, "%05d".formatted(i + 1), toWgs84.apply(all.getGeometryN(i))));
        }
        return features;
    }

    /** Polygons of a shapefile: clockwise rings are shells, the others holes of the shell that contains them. */
    static List<SourceFeature> shapefile(String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(name)));
        List<SourceFeature> features = new ArrayList<>();
        bytes.position(100);
        while (bytes.remaining() > 8) {
            bytes.order(ByteOrder.BIG_ENDIAN);
            bytes.getInt();
            int next = bytes.getInt() * 2 + bytes.position();
            features.add(Layers.feature(
                    1, "%05d".formatted(features.size() + 1), multiPolygon(bytes.order(ByteOrder.LITTLE_ENDIAN))));
            bytes.position(next);
        }
        return features;
    }

    private static Geometry multiPolygon(ByteBuffer bytes) {
        bytes.position(bytes.position() + 36);
        int[] starts = new int[bytes.getInt()];
        int points = bytes.getInt();
        for (int i = 0; i < starts.length; i++) {
            starts[i] = bytes.getInt();
        }
        List<LinearRing> shells = new ArrayList<>();
        List<LinearRing> holes = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            Coordinate[] ring = new Coordinate[(i + 1 < starts.length ? starts[i + 1] : points) - starts[i]];
            for (int k = 0; k < ring.length; k++) {
                ring[k] = new Coordinate(bytes.getDouble(), bytes.getDouble());
            }
            (Orientation.isCCW(ring) ? holes : shells).add(FACTORY.createLinearRing(ring));
        }
        Polygon[] polygons = shells.stream()
                .map(shell -> {
                    Polygon solid = FACTORY.createPolygon(shell);
                    LinearRing[] inside = holes.stream()
                            .filter(hole ->
                                    solid.contains(FACTORY.createPolygon(hole).getInteriorPoint()))
                            .toArray(LinearRing[]::new);
                    return FACTORY.createPolygon(shell, inside);
                })
                .toArray(Polygon[]::new);
        return FACTORY.createMultiPolygon(polygons);
    }
}
