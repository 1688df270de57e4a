package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Blocks and records against Commons CSV: any text, cut anywhere, gives the same values, lines and failures. */
class CsvRecordsTest {
    private static final String[] PIECES = {
        "a", "热", "\"", "\"", ",", ",", "\n", "\r\n", "\r", " ", "\t", "\u3000", "\"\""
    };
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setTrim(true).get();

    @Test
    void readsAsTheLibraryDoes() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        int failures = 0;
        for (int i = 0; i < 8_000; i++) {
            String text = text(random);
            List<String> expected = byLibrary(text);
            List<String> read = byHand(text, 4 + random.nextInt(40));
            if (!read.equals(expected)) {
                assertThat(read).as("«" + text + "»").isEqualTo(expected);
            }
            failures += !expected.isEmpty() && expected.get(expected.size() - 1).startsWith("!") ? 1 : 0;
        }
        assertThat(failures).isBetween(800, 7_200);
    }

    @Test
    void aMarkAtTheBeginningIsPassedOver() throws IOException {
        assertThat(byHand("\uFEFFa,b\n", 100)).containsExactly("1 [a, b]");
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(24); left > 0; left--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static List<String> byLibrary(String text) throws IOException {
        List<String> seen = new ArrayList<>();
        try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
            try {
                for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext(); ) {
                    long line = parser.getCurrentLineNumber();
                    seen.add(line + " " + records.next().toList());
                }
            } catch (UncheckedIOException e) {
                seen.add("!line " + parser.getCurrentLineNumber());
            }
        }
        return seen;
    }

    private static List<String> byHand(String text, int size) throws IOException {
        List<String> seen = new ArrayList<>();
        try {
            CsvBlocks blocks = new CsvBlocks(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), size);
            for (CsvBlocks.Block block = blocks.next(); block != null; block = blocks.next()) {
                for (CsvRecords records = new CsvRecords(block); records.next(); ) {
                    seen.add(records.line() + " " + values(records));
                }
            }
        } catch (RoutingException e) {
            seen.add("!" + e.getMessage().replaceAll(":.*", ""));
        }
        return seen;
    }

    private static List<String> values(CsvRecords records) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < records.count(); i++) {
            values.add(records.text(i));
        }
        return values;
    }
}
