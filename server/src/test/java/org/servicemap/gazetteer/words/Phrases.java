package org.servicemap.gazetteer.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/** The phrases by which proposals are measured: {@code gis-data/beijing/phrases.csv}. */
public final class Phrases {
    private static final Path FILE = Path.of("../gis-data/beijing/phrases.csv");

    private Phrases() {}

    /** One phrase with what is true of it. */
    public record Phrase(
            String text, PlaceKind kind, String place, String community, String category, boolean heldOut) {}

    public static List<Phrase> read() throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = CSVParser.parse(Files.newBufferedReader(FILE), format)) {
            return rows.stream()
                    .map(row -> new Phrase(
                            row.get("text"),
                            PlaceKind.valueOf(row.get("kind").toUpperCase(Locale.ROOT)),
                            row.get("place"),
                            row.get("community"),
                            row.get("category"),
                            Boolean.parseBoolean(row.get("held_out"))))
                    .toList();
        }
    }
}
