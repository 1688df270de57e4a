package org.servicemap.citypack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Lineal;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygonal;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureReader;
import org.servicemap.formats.FormatException;
import org.servicemap.formats.Formats;
import org.servicemap.formats.ReadOptions;
import org.servicemap.gazetteer.Address;
import org.servicemap.gazetteer.Compound;
import org.servicemap.gazetteer.GazetteerContent;
import org.servicemap.gazetteer.Intersection;
import org.servicemap.gazetteer.Road;
import org.servicemap.geo.BBox;
import org.servicemap.geo.Crs;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;
import org.servicemap.geo.RawBox;
import org.servicemap.text.LocalText;

/** A pack's addresses, compounds, roads and intersections, from files or from the generator, in WGS 84. */
final class PackGazetteer {
    private final CityPack pack;
    private final PackFile.GazetteerBlock block;
    private final ReadingFaults faults;

    private PackGazetteer(CityPack pack, PackFile.GazetteerBlock block, ReadingFaults faults) {
        this.pack = pack;
        this.block = block;
        this.faults = faults;
    }

    /** Opens a generated layer by name. */
    interface Generator {
        FeatureReader open(String layer, PackFile.GenerateBlock generate);
    }

    /**
     * Null when the pack has none. Everything is read, so that a fault shows before anything is stored.
     *
     * @param faults gets every layer and every feature that cannot be read; what is answered is whole when there are none
     */
    static @Nullable GazetteerContent read(CityPack pack, Generator generator, ReadingFaults faults) {
        PackFile.GazetteerBlock block = pack.file().gazetteer();
        return block == null ? null : new PackGazetteer(pack, block, faults).read(generator);
    }

    private GazetteerContent read(Generator generator) {
        return new GazetteerContent(
                layer("addresses", block.addresses(), generator, this::address),
                layer("compounds", block.compounds(), generator, this::compound),
                layer("roads", block.roads(), generator, this::road),
                layer("intersections", block.intersections(), generator, this::intersection));
    }

    private <T> List<T> layer(
            String name, @Nullable Object source, Generator generator, BiFunction<Row, Geometry, T> mapping) {
        List<T> rows = new ArrayList<>();
        try {
            read(name, source, generator, mapping, rows);
        } catch (PackException e) {
            faults.add(e);
        }
        return rows;
    }

    private <T> void read(
            String name,
            @Nullable Object source,
            Generator generator,
            BiFunction<Row, Geometry, T> mapping,
            List<T> rows) {
        PackFile.GenerateBlock generate = block.generate();
        if (source == null && generate == null) {
            return;
        }
        String shown = source == null ? "generated " + name : String.valueOf(source);
        try (FeatureReader reader =
                source == null ? generator.open(name, Objects.requireNonNull(generate)) : open(source, name)) {
            String declared = reader.declaredCrs();
            Crs crs = Crs.parse(declared == null ? "wgs84" : declared);
            Map<String, Long> codes = new HashMap<>();
            for (Row row = next(reader, shown); row != null; row = next(reader, shown)) {
                take(row, crs, codes, mapping, rows);
            }
        } catch (IOException e) {
            throw LayerSource.unreadable(shown, e);
        } catch (FormatException e) {
            throw LayerSource.fault(shown, e);
        } catch (GeoException e) {
            throw new PackException(e.code(), shown, 0, String.valueOf(e.getMessage()), e);
        }
    }

    /** The next feature; shapes that cannot be read are noted. */
    private @Nullable Row next(FeatureReader reader, String shown) throws IOException {
        while (true) {
            try {
                Feature feature = reader.next();
                return feature == null ? null : new Row(shown, feature);
            } catch (FormatException e) {
                if (!e.code().equals(FormatException.BAD_GEOMETRY)) {
                    throw e;
                }
                faults.add(LayerSource.fault(shown, e));
            }
        }
    }

    /** One that cannot be taken is noted; but when the first lies nowhere, the layer's numbers are no degrees. */
    private <T> void take(
            Row row, Crs crs, Map<String, Long> codes, BiFunction<Row, Geometry, T> mapping, List<T> rows) {
        try {
            requireNew(row, codes);
            rows.add(mapped(row, crs, rows.isEmpty() ? pack.vicinity() : null, mapping));
        } catch (PackException e) {
            if (rows.isEmpty() && e.getCause() instanceof GeoException) {
                throw e;
            }
            faults.add(e);
        }
    }

    private static void requireNew(Row row, Map<String, Long> codes) {
        String code = row.needed("code");
        Long first = codes.putIfAbsent(code, row.feature().number());
        if (first != null) {
            throw row.fault("duplicate_code", "has the code «" + code + "» of feature " + first);
        }
    }

    /** @param vicinity where the first feature must lie; null for all others */
    private static <T> T mapped(Row row, Crs crs, @Nullable BBox vicinity, BiFunction<Row, Geometry, T> mapping) {
        Geometry geometry = row.feature().geometry();
        if (geometry == null || geometry.isEmpty()) {
            throw row.fault("bad_geometry", "has no geometry");
        }
        try {
            crs.requirePlausible(RawBox.of(geometry.getEnvelopeInternal()), vicinity);
            return mapping.apply(row, crs.toWgs84(geometry));
        } catch (GeoException e) {
            PackException fault = row.fault(e.code(), "lies nowhere: " + e.getMessage());
            fault.initCause(e);
            throw fault;
        }
    }

    private FeatureReader open(Object source, String name) throws IOException {
        if (!(source instanceof String file)) {
            throw CityPack.fault("gazetteer." + name, "the name of a file");
        }
        return Formats.open(pack.resolve(file, "gazetteer." + name), ReadOptions.DEFAULT);
    }

    private Address address(Row row, Geometry geometry) {
        return new Address(
                row.needed("code"),
                row.text("road"),
                row.text("number"),
                row.text("compound"),
                row.text("building"),
                row.name(pack.file().languages(), pack.file().defaultLanguage()),
                point(row, geometry));
    }

    private Compound compound(Row row, Geometry geometry) {
        return new Compound(
                row.needed("code"),
                row.name(pack.file().languages(), pack.file().defaultLanguage()),
                of(row, geometry, Polygonal.class, "polygon"));
    }

    private Road road(Row row, Geometry geometry) {
        return new Road(
                row.needed("code"),
                row.name(pack.file().languages(), pack.file().defaultLanguage()),
                of(row, geometry, Lineal.class, "line"));
    }

    private Intersection intersection(Row row, Geometry geometry) {
        return new Intersection(
                row.needed("code"),
                row.text("road_1"),
                row.text("road_2"),
                row.name(pack.file().languages(), pack.file().defaultLanguage()),
                point(row, geometry));
    }

    private static Geometry of(Row row, Geometry geometry, Class<?> kind, String shown) {
        if (!kind.isInstance(geometry)) {
            throw row.fault("bad_geometry", "is a " + geometry.getGeometryType() + ", not a " + shown);
        }
        return geometry;
    }

    private static LonLat point(Row row, Geometry geometry) {
        if (!(geometry instanceof Point)) {
            throw row.fault("bad_geometry", "is a " + geometry.getGeometryType() + ", not a point");
        }
        Coordinate at = geometry.getCoordinate();
        return new LonLat(at.x, at.y);
    }

    /** One feature's fields. */
    private record Row(String file, Feature feature) {
        @Nullable
        String text(String field) {
            Object value = feature.attributes().get(field);
            return value == null || value.toString().isBlank()
                    ? null
                    : value.toString().strip();
        }

        String needed(String field) {
            String value = text(field);
            if (value == null) {
                throw fault("missing_value", "has no «" + field + "»");
            }
            return value;
        }

        /** {@code name_<tag>} for each language; a plain {@code name} is the default language's. */
        LocalText name(List<String> languages, String defaultLanguage) {
            Map<String, String> names = new LinkedHashMap<>();
            String plain = text("name");
            if (plain != null) {
                names.put(defaultLanguage, plain);
            }
            for (String tag : languages) {
                String value = text("name_" + tag);
                if (value != null) {
                    names.put(tag, value);
                }
            }
            return new LocalText(names);
        }

        PackException fault(String code, String message) {
            return new PackException(code, file, 0, "feature " + feature.number() + " " + message)
                    .ofFeature(feature.number());
        }
    }
}
