package org.servicemap.attachments.media;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Takes a PNG (ISO/IEC 15948) apart and keeps the chunks that draw the picture. Texts, times, EXIF, profiles, animation and
 * what follows the end go; packed texts are never unpacked.
 */
final class PngChunks {
    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;
    private static final int MOST_EXIF = 1 << 20;
    private static final Set<String> DRAWING = Set.of("IHDR", "PLTE", "tRNS", "IDAT");

    private PngChunks() {}

    static Stripped strip(byte[] file) {
        try {
            return read(ByteBuffer.wrap(file));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw MediaException.damaged(MediaKind.PNG, e);
        }
    }

    private static Stripped read(ByteBuffer file) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.limit());
        byte[] exif = Stripped.NO_EXIF;
        kept.write(file.array(), 0, SIGNATURE);
        file.position(SIGNATURE);
        while (true) {
            int start = file.position();
            int length = file.getInt();
            String type = type(file);
            file.position(Math.addExact(start + FRAME, length));
            if (type.equals("eXIf") && length <= MOST_EXIF) {
                exif = slice(file, start + 8, length);
            }
            if (DRAWING.contains(type) || type.equals("IEND")) {
                kept.write(file.array(), start, length + FRAME);
            }
            if (type.equals("IEND")) {
                return new Stripped(kept.toByteArray(), exif, Stripped.MOST_PIXELS);
            }
        }
    }

    private static String type(ByteBuffer file) {
        byte[] type = new byte[4];
        file.get(type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }

    private static byte[] slice(ByteBuffer file, int start, int length) {
        byte[] part = new byte[length];
        System.arraycopy(file.array(), start, part, 0, length);
        return part;
    }
}
