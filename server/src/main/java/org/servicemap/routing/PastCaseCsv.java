package org.servicemap.routing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;

/**
 * Past requests from CSV with a header: {@code category,lon,lat,at} and, if there, {@code channel,hotline,urgency,kind,text,
 * decided}. Coordinates are WGS 84; times are local or with an offset. Rows that cannot be read are passed over, counted,
 * and the first of them kept with their line. Reads as it goes; not thread-safe.
 */
public final class PastCaseCsv implements Iterator<PastCase>, AutoCloseable {
    private static final int KEPT = 20;
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .get();

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final ZoneId zone;
    private final List<String> faults = new ArrayList<>();
    private long badRows;
    private @Nullable PastCase next;

    /** {@link RoutingException} {@code missing_column} when a needed column is not there. */
    public PastCaseCsv(Reader csv, ZoneId zone) throws IOException {
        parser = parser(csv);
        for (String column : List.of("category", "lon", "lat", "at")) {
            if (!parser.getHeaderNames().contains(column)) {
                throw new RoutingException("missing_column", column, "the column " + column + " is missing");
            }
        }
        records = parser.iterator();
        this.zone = zone;
    }

    private static CSVParser parser(Reader csv) throws IOException {
        try {
            return FORMAT.parse(csv);
        } catch (CharacterCodingException e) {
            throw notUtf8(e);
        } catch (IOException | IllegalArgumentException e) {
            throw new RoutingException("bad_csv", "cases", "the header cannot be read: " + e.getMessage());
        }
    }

    private static RoutingException notUtf8(Exception cause) {
        RoutingException fault = new RoutingException("bad_encoding", "cases", "the cases are not UTF-8");
        fault.initCause(cause);
        return fault;
    }

    /** {@link RoutingException} {@code bad_csv}, {@code bad_encoding} where the file cannot be read on. */
    private boolean hasRecord() {
        try {
            return records.hasNext();
        } catch (UncheckedIOException | IllegalStateException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notUtf8(e);
            }
            throw new RoutingException(
                    "bad_csv",
                    "cases",
                    "line " + parser.getCurrentLineNumber() + ": the file cannot be read on from here (a quote that is"
                            + " never closed?)");
        }
    }

    /** Rows that could not be read so far. */
    public long badRows() {
        return badRows;
    }

    /** What was wrong with the first of them, with their lines. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public boolean hasNext() {
        while (next == null && hasRecord()) {
            CSVRecord record = records.next();
            try {
                next = read(record);
            } catch (GeoException | DateTimeException | IllegalArgumentException e) {
                badRows++;
                if (faults.size() < KEPT) {
                    faults.add("line " + parser.getCurrentLineNumber() + ": " + e.getMessage());
                }
            }
        }
        return next != null;
    }

    @Override
    public PastCase next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        PastCase now = next;
        next = null;
        return now;
    }

    private PastCase read(CSVRecord record) {
        LonLat point = new LonLat(Double.parseDouble(record.get("lon")), Double.parseDouble(record.get("lat")));
        return new PastCase(
                parser.getCurrentLineNumber(),
                record.get("category"),
                point,
                optional(record, "channel"),
                optional(record, "hotline"),
                optional(record, "urgency"),
                optional(record, "kind"),
                instant(record.get("at")),
                optional(record, "text"),
                optional(record, "decided"));
    }

    private static @Nullable String optional(CSVRecord record, String column) {
        String value = record.isSet(column) ? record.get(column) : "";
        return value.isEmpty() ? null : value;
    }

    private Instant instant(String text) {
        String iso = text.replace(' ', 'T');
        boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return offset
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).atZone(zone).toInstant();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
