package org.servicemap.places.imports;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureReader;
import org.servicemap.formats.Format;
import org.servicemap.formats.FormatException;
import org.servicemap.formats.Formats;
import org.servicemap.formats.ReadOptions;
import org.servicemap.formats.WorkbookCells;
import org.servicemap.places.CsvRows;
import org.servicemap.places.PlaceException;
import org.servicemap.places.Row;
import org.servicemap.units.RowFault;

/** The rows of a CSV file, an XLSX workbook's first sheet or a GeoJSON file of points, one after the other. */
final class TableFile {
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Path file;
    private final String name;
    private final @Nullable String encoding;
    private final List<RowFault> faults;

    /** @param faults takes what is wrong with the file itself */
    TableFile(Path file, String name, @Nullable String encoding, List<RowFault> faults) {
        this.file = file;
        this.name = name;
        this.encoding = encoding;
        this.faults = faults;
    }

    void each(Consumer<Row> consumer) throws IOException {
        byte[] start = start();
        if (start.length >= ZIP.length && Arrays.equals(Arrays.copyOf(start, ZIP.length), ZIP)) {
            workbook(consumer);
        } else if (new String(start, StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .startsWith("{")) {
            features(consumer);
        } else {
            try (Reader reader = Files.newBufferedReader(file, charset())) {
                CsvRows.each(reader, name, List.of(), faults, consumer);
            } catch (java.nio.charset.CharacterCodingException e) {
                throw bad("the file is not " + charset() + "; say its encoding");
            }
        }
    }

    private byte[] start() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(64);
        }
    }

    private Charset charset() {
        try {
            return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw bad("there is no encoding " + encoding);
        }
    }

    private static PlaceException bad(String message) {
        return new PlaceException(PlaceException.BAD_FILE, "file", message);
    }

    private void features(Consumer<Row> consumer) throws IOException {
        try (FeatureReader reader = Formats.open(file, ReadOptions.DEFAULT.withFormat(Format.GEOJSON))) {
            for (Feature feature = reader.next(); feature != null; feature = reader.next()) {
                consumer.accept(row(feature));
            }
        } catch (FormatException e) {
            throw bad("no readable GeoJSON: " + e.getMessage());
        }
    }

    private Row row(Feature feature) {
        Map<String, String> values = new LinkedHashMap<>();
        feature.attributes().forEach((key, value) -> {
            values.put(key, value == null ? "" : String.valueOf(value));
        });
        Geometry shape = feature.geometry();
        if (shape instanceof Point point && !point.isEmpty()) {
            values.put("lon", String.valueOf(point.getX()));
            values.put("lat", String.valueOf(point.getY()));
        }
        return new Row(name, feature.number(), values, faults);
    }

    private void workbook(Consumer<Row> consumer) throws IOException {
        try (ReadableWorkbook book = open();
                Stream<org.dhatim.fastexcel.reader.Row> rows =
                        book.getFirstSheet().openStream()) {
            Iterator<org.dhatim.fastexcel.reader.Row> each = rows.iterator();
            List<String> header = each.hasNext() ? cells(each.next()) : List.of();
            while (each.hasNext()) {
                org.dhatim.fastexcel.reader.Row row = each.next();
                Map<String, String> values = values(header, cells(row));
                if (values.values().stream().anyMatch(value -> !value.isBlank())) {
                    consumer.accept(new Row(name, row.getRowNum(), values, faults));
                }
            }
        } catch (PlaceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw bad("no readable workbook: " + e.getMessage());
        }
    }

    private ReadableWorkbook open() {
        try {
            return WorkbookCells.open(file);
        } catch (IOException | RuntimeException e) {
            throw bad("no readable workbook: " + e.getMessage());
        }
    }

    private static Map<String, String> values(List<String> header, List<String> cells) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!header.get(i).isBlank()) {
                values.put(header.get(i).strip(), i < cells.size() ? cells.get(i) : "");
            }
        }
        return values;
    }

    private static List<String> cells(org.dhatim.fastexcel.reader.Row row) {
        List<String> cells = new ArrayList<>();
        for (Cell cell : row) {
            cells.add(cell == null ? "" : text(cell));
        }
        return cells;
    }

    /** Places have days and times of day, no moments. */
    private static String text(Cell cell) {
        LocalDateTime at = WorkbookCells.date(cell);
        if (at == null) {
            return WorkbookCells.text(cell);
        }
        return at.getYear() <= 1900
                ? at.toLocalTime().toString()
                : at.toLocalDate().toString();
    }
}
