package org.servicemap.areas;

import java.nio.charset.Charset;
import java.util.Arrays;

/** The fields of one CSV record (RFC 4180), as offsets into its bytes. Reused from record to record. */
final class CsvFields {
    private final byte delimiter;
    private byte[] record = {};
    private int[] ends = new int[16];
    private int count;

    CsvFields(char delimiter) {
        this.delimiter = (byte) delimiter;
    }

    void split(byte[] bytes) {
        record = bytes;
        count = 0;
        boolean inQuotes = false;
        boolean justClosed = false;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (inQuotes) {
                inQuotes = b != '"';
                justClosed = !inQuotes;
            } else {
                inQuotes = b == '"' && (i == start(count) || justClosed);
                justClosed = false;
                if (b == delimiter) {
                    end(i);
                }
            }
        }
        end(bytes.length);
    }

    private void end(int at) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count++] = at;
    }

    private int start(int field) {
        return field == 0 ? 0 : ends[field - 1] + 1;
    }

    int count() {
        return count;
    }

    /** How many bytes the first n fields take. */
    int length(int n) {
        return ends[n - 1];
    }

    String value(int field, Charset charset) {
        int from = start(field);
        int to = ends[field];
        if (to - from >= 2 && record[from] == '"' && record[to - 1] == '"') {
            return new String(record, from + 1, to - from - 2, charset).replace("\"\"", "\"");
        }
        return new String(record, from, to - from, charset);
    }
}
