package org.servicemap.requests.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What tones are learned from and measured by, written and labelled by hand: the phrases of {@code tones.csv} and the words of {@code
 * tone-words.csv} beside this class.
 */
final class TonePhrases {
    private static final String PHRASES = "tones.csv";
    private static final String WORDS = "tone-words.csv";

    private TonePhrases() {}

    /** @param heldOut never learned from: only measured by */
    record Phrase(String text, Tone tone, boolean heldOut) {}

    static List<Phrase> read() {
        return rows(
                PHRASES,
                row -> new Phrase(row.get("text"), tone(row.get("tone")), Boolean.parseBoolean(row.get("held_out"))));
    }

    /** Words that mostly stand in texts of one tone. */
    static List<Labelled> words() {
        return rows(WORDS, row -> Seeds.of(tone(row.get("tone")).key(), row.get("words"))).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static Tone tone(String key) {
        return Tone.valueOf(key.toUpperCase(Locale.ROOT));
    }

    private static <T> List<T> rows(String file, Function<CSVRecord, T> reader) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (InputStream stream = TonePhrases.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the program was built without " + file);
            }
            try (CSVParser rows = CSVParser.parse(new InputStreamReader(stream, StandardCharsets.UTF_8), format)) {
                return rows.stream().map(reader).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
