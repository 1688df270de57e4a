package org.servicemap.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a workbook (Office Open XML) before a reader opens it, which believes what the file says of itself: what it
 * really unpacks to is counted, and no cell may stand in a column that no sheet has. Thread-safe.
 */
public final class Workbooks {
    private static final int MOST_ENTRIES = 10_000;
    private static final long ALWAYS_ALLOWED = 64L << 20;
    private static final long MOST = 2L << 30;
    /** Beside sheets all is held in memory: texts, styles, the list of sheets. */
    private static final long MOST_IN_MEMORY = 512L << 20;
    /** Sheets repeat themselves: they are packed to a twentieth as a rule. */
    private static final long MOST_RATIO = 200;
    /** {@code XFD} is a sheet's last column (ECMA-376). */
    private static final int MOST_LETTERS = 3;

    private Workbooks() {}

    /** @throws FormatException {@code not_a_layer} when it is no workbook, {@code archive_too_large} when it is a bomb */
    public static void requireSane(Path file) throws IOException {
        long allowed = Math.min(MOST, Math.max(ALWAYS_ALLOWED, MOST_RATIO * Files.size(file)));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            if (entries.size() > MOST_ENTRIES) {
                throw tooLarge();
            }
            for (ZipEntry entry : entries) {
                allowed -= checked(zip, entry, allowed);
            }
        } catch (IOException e) {
            throw new FormatException("not_a_layer", 0, "this is no XLSX workbook", e);
        }
    }

    private static FormatException tooLarge() {
        return new FormatException("archive_too_large", 0, "the workbook unpacks to too much; save it as CSV");
    }

    private static long checked(ZipFile zip, ZipEntry entry, long allowed) throws IOException {
        boolean sheet =
                entry.getName().startsWith("xl/worksheets/") && entry.getName().endsWith(".xml");
        try (Counted in = new Counted(zip.getInputStream(entry), sheet ? allowed : Math.min(allowed, MOST_IN_MEMORY))) {
            if (sheet) {
                requireColumns(in);
            } else {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return in.read;
        }
    }

    private static void requireColumns(InputStream in) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("c")) {
                    requireColumn(xml.getAttributeValue(null, "r"));
                }
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException fault) {
                throw fault;
            }
            throw new FormatException("not_a_layer", 0, "a sheet of the workbook is no XML: " + e.getMessage(), e);
        }
    }

    private static void requireColumn(@Nullable String cell) {
        if (cell != null && cell.chars().filter(c -> c < '0' || c > '9').count() > MOST_LETTERS) {
            throw new FormatException("not_a_layer", 0, "the workbook has a cell where no sheet has one");
        }
    }

    /** Bytes as they really come out, whatever the archive promises. */
    private static final class Counted extends FilterInputStream {
        private final long most;
        private long read;

        Counted(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int n) {
            read += n;
            if (read > most) {
                throw tooLarge();
            }
        }
    }
}
