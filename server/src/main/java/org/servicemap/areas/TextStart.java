package org.servicemap.areas;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The first bytes of a text file: its byte order mark, encoding and delimiter are told from them. */
record TextStart(byte[] head, InputStream rest) {
    private static final int SAMPLE = 1 << 16;
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    static TextStart read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(SAMPLE);
        boolean marked = head.length >= 3 && Arrays.equals(head, 0, 3, BOM, 0, 3);
        return new TextStart(marked ? Arrays.copyOfRange(head, 3, head.length) : head, in);
    }

    /** The whole text without its mark. */
    InputStream whole() {
        return new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }

    /** The named charset, else UTF-8 where the sample is UTF-8, else GB18030, which holds GBK and GB2312. */
    Charset charset(@Nullable String named) {
        if (named != null && !named.isBlank()) {
            return named(named);
        }
        int end = head.length;
        // a character may be cut at the end of the sample
        for (int cut = 0; cut < 4 && end > 0 && head.length == SAMPLE && head[end - 1] < 0; cut++) {
            end--;
        }
        return Utf8.isBroken(Arrays.copyOf(head, end)) ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
    }

    private static Charset named(String name) {
        try {
            Charset charset = Charset.forName(name.strip());
            if (!charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32")) {
                return charset;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new BatchException(
                BatchException.UNKNOWN_CHARSET, "the charset " + name + " is not known here; UTF-8 always is");
    }

    char delimiter() {
        int end = 0;
        int[] counts = new int[3];
        boolean inQuotes = false;
        for (; end < head.length && (inQuotes || head[end] != '\n'); end++) {
            switch (head[end]) {
                case '"' -> inQuotes = !inQuotes;
                case ',' -> counts[0] += inQuotes ? 0 : 1;
                case ';' -> counts[1] += inQuotes ? 0 : 1;
                case '\t' -> counts[2] += inQuotes ? 0 : 1;
                default -> {}
            }
        }
        if (counts[1] > counts[0] && counts[1] >= counts[2]) {
            return ';';
        }
        return counts[2] > counts[0] ? '\t' : ',';
    }
}
