package org.servicemap.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Past requests from CSV (UTF-8, comma) with a header: {@code category,lon,lat,at} and, if there, {@code channel,hotline,urgency,kind,text,
 * decided}. Coordinates are WGS 84; times are local or with an offset. Rows that cannot be read are passed over, counted,
 * and the first of them kept with their line. Cuts the file into blocks, which any threads read; in constant memory.
 */
public final class PastCaseCsv implements PastCases, AutoCloseable {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setTrim(true).get();

    private final InputStream csv;
    private final CsvBlocks blocks;
    private final PastCaseColumns columns;
    private final ZoneId zone;
    private final BadRows badRows = new BadRows();
    private final Queue<PastCaseReader> idle = new ConcurrentLinkedQueue<>();

    /**
     * {@link RoutingException} {@code missing_column} when a needed column is not there, {@code doubled_column} when one stands twice.
     *
     * @param csv read from here on and closed with this
     */
    public PastCaseCsv(InputStream csv, ZoneId zone) throws IOException {
        this(csv, zone, CsvBlocks.SIZE);
    }

    /**
     * @param blockBytes how much is read at a time
     */
    PastCaseCsv(InputStream csv, ZoneId zone, int blockBytes) throws IOException {
        this.csv = csv;
        this.zone = zone;
        blocks = new CsvBlocks(csv, blockBytes);
        columns = PastCaseColumns.of(header(blocks.first()));
    }

    private static List<String> header(CsvBlocks.@Nullable Block first) throws IOException {
        if (first == null) {
            return List.of();
        }
        PastCaseReader.requireUtf8(first);
        String text = new String(first.bytes(), 0, first.length(), StandardCharsets.UTF_8);
        try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
            return parser.stream().findFirst().map(CSVRecord::toList).orElse(List.of());
        } catch (IOException | IllegalStateException | java.io.UncheckedIOException e) {
            throw new RoutingException("bad_csv", "cases", "the header cannot be read: " + e.getMessage());
        }
    }

    /** Rows that could not be read so far. */
    public long badRows() {
        return badRows.count();
    }

    /** What was wrong with the first of them, with their lines. */
    public List<String> faults() {
        return badRows.first();
    }

    @Override
    public @Nullable Block next() {
        CsvBlocks.Block block = nextBytes();
        return block == null
                ? null
                : use -> {
                    PastCaseReader known = idle.poll();
                    PastCaseReader reader = known == null ? new PastCaseReader(columns, zone, badRows) : known;
                    reader.each(block, use);
                    idle.add(reader);
                };
    }

    private CsvBlocks.@Nullable Block nextBytes() {
        try {
            return blocks.next();
        } catch (IOException e) {
            RoutingException fault = CsvRecords.unreadable(blocks.lines() + 1);
            fault.initCause(e);
            throw fault;
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
