package org.servicemap.citypack.synthetic;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;

/** A CSV file with a header that the generator reads: UTF-8. What is wrong in it is said with the file and the row. */
record Table(String file, List<CSVRecord> records) {

    static Table read(Path path) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        String file = String.valueOf(path.getFileName());
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            return new Table(file, format.parse(reader).getRecords());
        } catch (IllegalArgumentException e) {
            throw new GeneratorException("bad_names", file + " has a header with a column twice or without a name");
        }
    }

    List<Row> rows() {
        return IntStream.range(0, records.size())
                .mapToObj(i -> new Row(file, i + 1, records.get(i)))
                .toList();
    }

    /** @param number from 1, without the header */
    record Row(String file, int number, CSVRecord record) {
        String text(String column) {
            if (!record.isSet(column)) {
                throw fault("has no " + column);
            }
            return record.get(column);
        }

        /** Of the columns {@code lon} and {@code lat}, WGS 84. */
        LonLat place() {
            try {
                return new LonLat(Double.parseDouble(text("lon")), Double.parseDouble(text("lat")));
            } catch (NumberFormatException e) {
                throw fault("has no number in lon or lat");
            } catch (GeoException e) {
                throw fault("lies nowhere: " + e.getMessage());
            }
        }

        private GeneratorException fault(String what) {
            return new GeneratorException("bad_names", file + ", row " + number + " " + what);
        }
    }
}
