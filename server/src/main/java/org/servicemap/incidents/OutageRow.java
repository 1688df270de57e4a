package org.servicemap.incidents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * A row of a file of planned outages, read but not checked: CSV with a header (outlines as WKT in the column {@code outline}) or
 * a GeoJSON FeatureCollection. UTF-8.
 *
 * @param number the line after the header, or the feature, from 1
 * @param values what is not blank, by column or property
 * @param geometry of a feature; null where there is none
 */
record OutageRow(
        int number, Map<String, String> values, @Nullable JsonNode geometry) {
    static final List<String> COLUMNS = List.of(
            "kind",
            "outline",
            "area",
            "from",
            "to",
            "title_zh",
            "title_en",
            "message_zh",
            "message_en",
            "source",
            "reference");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST = 5000;
    private static final CSVFormat CSV = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();

    /** All rows; {@link IncidentException} {@code bad_outages} when the file as a whole cannot be read. */
    static List<OutageRow> read(byte[] file) {
        String text = text(file);
        List<OutageRow> rows = text.stripLeading().startsWith("{") ? features(text) : lines(text);
        if (rows.isEmpty()) {
            throw bad("the file has no rows");
        }
        if (rows.size() > MOST) {
            throw bad("at most " + MOST + " rows at once");
        }
        return rows;
    }

    private static String text(byte[] file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw bad("the file is not UTF-8");
        }
    }

    private static List<OutageRow> lines(String text) {
        try (CSVParser parser = CSV.parse(new StringReader(text))) {
            requireKnown(parser.getHeaderNames());
            List<OutageRow> rows = new ArrayList<>();
            for (CSVRecord record : parser) {
                if (!record.isConsistent()) {
                    throw bad("row " + (rows.size() + 1) + " has not as many cells as the header");
                }
                rows.add(new OutageRow(rows.size() + 1, cells(record), null));
            }
            return rows;
        } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException e) {
            throw bad("this is no CSV: " + e.getMessage());
        }
    }

    private static void requireKnown(List<String> header) {
        for (String column : header) {
            if (!COLUMNS.contains(column)) {
                throw bad("there is no column " + column + "; there are " + String.join(", ", COLUMNS));
            }
        }
    }

    private static Map<String, String> cells(CSVRecord record) {
        Map<String, String> cells = new HashMap<>();
        record.toMap().forEach((column, cell) -> {
            if (!cell.isBlank()) {
                cells.put(column, cell.strip());
            }
        });
        return cells;
    }

    private static List<OutageRow> features(String text) {
        try {
            JsonNode features = MAPPER.readTree(text).path("features");
            if (!features.isArray()) {
                throw bad("this is no GeoJSON FeatureCollection");
            }
            List<OutageRow> rows = new ArrayList<>();
            for (JsonNode feature : features) {
                JsonNode geometry = feature.path("geometry");
                rows.add(new OutageRow(
                        rows.size() + 1,
                        properties(rows.size() + 1, feature.path("properties")),
                        geometry.isObject() ? geometry : null));
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw bad("this is no JSON at line " + e.getLocation().getLineNr());
        }
    }

    private static Map<String, String> properties(int row, JsonNode properties) {
        Map<String, String> values = new HashMap<>();
        properties.properties().forEach(property -> {
            if (!COLUMNS.contains(property.getKey())) {
                throw bad("row " + row + ": there is no property " + property.getKey());
            }
            String value = property.getValue().asText("").strip();
            if (!value.isEmpty() && !property.getValue().isNull()) {
                values.put(property.getKey(), value);
            }
        });
        return values;
    }

    private static IncidentException bad(String message) {
        return new IncidentException(IncidentException.BAD_FILE, null, message);
    }

    /** The shape that the row brings itself; null when it names an area. */
    @Nullable
    Geometry shape() {
        if (geometry != null) {
            return PolygonJson.read(geometry);
        }
        String wkt = values.get("outline");
        try {
            return wkt == null ? null : new WKTReader().read(wkt);
        } catch (ParseException | IllegalArgumentException e) {
            throw IncidentException.bad("outline", "this is no WKT polygon");
        }
    }
}
