package org.servicemap.citypack;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureWriter;
import org.servicemap.formats.Format;
import org.servicemap.formats.Formats;
import org.servicemap.gazetteer.Address;
import org.servicemap.gazetteer.Compound;
import org.servicemap.gazetteer.GazetteerContent;
import org.servicemap.gazetteer.Intersection;
import org.servicemap.gazetteer.Road;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Writes a gazetteer as the files that {@link PackGazetteer} reads: points as CSV, shapes as GeoPackages, all of them exact. */
final class GazetteerOut {
    private static final String DIRECTORY = "gazetteer";

    private final Path folder;
    private final List<String> languages;
    private final Map<String, Object> block = new LinkedHashMap<>();

    private GazetteerOut(Path folder, List<String> languages) {
        this.folder = folder;
        this.languages = languages;
    }

    /** Returns the block of pack.yml; empty when there is nothing to write. */
    static Map<String, Object> write(Path folder, List<String> languages, GazetteerContent content) throws IOException {
        GazetteerOut out = new GazetteerOut(folder, languages);
        out.shapes("roads", content.roads(), Road::code, Road::name, Road::line);
        out.shapes("compounds", content.compounds(), Compound::code, Compound::name, Compound::footprint);
        out.points("intersections", List.of("road_1", "road_2"), content.intersections(), GazetteerOut::intersection);
        out.points(
                "addresses",
                List.of("road", "number", "compound", "building"),
                content.addresses(),
                GazetteerOut::address);
        return out.block;
    }

    /** A point's row; {@code fields} are those between its code and its names. */
    private record Row(String code, List<@Nullable String> fields, LocalText name, LonLat position) {}

    private static Row intersection(Intersection crossing) {
        return new Row(
                crossing.code(), fields(crossing.road1(), crossing.road2()), crossing.name(), crossing.position());
    }

    private static Row address(Address address) {
        return new Row(
                address.code(),
                fields(address.road(), address.number(), address.compound(), address.building()),
                address.name(),
                address.position());
    }

    private static List<@Nullable String> fields(@Nullable String... values) {
        List<@Nullable String> fields = new ArrayList<>();
        for (String value : values) {
            fields.add(value);
        }
        return fields;
    }

    private <T> void points(String name, List<String> fields, Iterable<T> values, Function<T, Row> mapping)
            throws IOException {
        if (!values.iterator().hasNext()) {
            return;
        }
        try (Writer writer = Files.newBufferedWriter(open(name, name + ".csv"));
                CSVPrinter printer = new CSVPrinter(writer, CSVFormat.DEFAULT)) {
            List<String> header = new ArrayList<>(List.of("code"));
            header.addAll(fields);
            languages.forEach(tag -> header.add("name_" + tag));
            header.addAll(List.of("lon", "lat"));
            printer.printRecord(header);
            for (T value : values) {
                Row row = mapping.apply(value);
                List<@Nullable Object> cells = new ArrayList<>();
                cells.add(row.code());
                cells.addAll(row.fields());
                languages.forEach(tag -> cells.add(row.name().byTag().get(tag)));
                cells.add(row.position().lon());
                cells.add(row.position().lat());
                printer.printRecord(cells);
            }
        }
    }

    private <T> void shapes(
            String name,
            Iterable<T> values,
            Function<T, String> code,
            Function<T, LocalText> text,
            Function<T, Geometry> shape)
            throws IOException {
        if (!values.iterator().hasNext()) {
            return;
        }
        List<String> fields = new ArrayList<>(List.of("code"));
        languages.forEach(tag -> fields.add("name_" + tag));
        try (FeatureWriter writer = Formats.create(open(name, name + ".gpkg"), Format.GEOPACKAGE, name, fields)) {
            long number = 0;
            for (T value : values) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("code", code.apply(value));
                languages.forEach(
                        tag -> row.put("name_" + tag, text.apply(value).byTag().get(tag)));
                writer.write(new Feature(++number, row, shape.apply(value)));
            }
        }
    }

    private Path open(String name, String file) throws IOException {
        Files.createDirectories(folder.resolve(DIRECTORY));
        block.put(name, DIRECTORY + "/" + file);
        return folder.resolve(DIRECTORY).resolve(file);
    }
}
