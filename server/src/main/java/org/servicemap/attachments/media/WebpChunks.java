package org.servicemap.attachments.media;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Takes a still WebP (RFC 9649) apart and keeps the chunks that draw the picture. */
final class WebpChunks {
    private static final int HEAD = 12;
    private static final int CHUNK_HEAD = 8;
    private static final Set<String> DRAWING = Set.of("VP8 ", "VP8L", "VP8X", "ALPH");
    private static final int ALPHA_FLAG = 0x10;
    private static final int ANIMATION_FLAG = 0x02;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private WebpChunks() {}

    static Stripped strip(byte[] file) {
        try {
            return read(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw MediaException.damaged(MediaKind.WEBP, e);
        }
    }

    private static Stripped read(ByteBuffer file) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.limit());
        byte[] exif = Stripped.NO_EXIF;
        // Its own length ends the picture; what follows is not part of it.
        file.limit(Math.min(file.limit(), Math.addExact(file.getInt(4), CHUNK_HEAD)));
        file.position(HEAD);
        while (file.remaining() >= CHUNK_HEAD) {
            String type = type(file);
            byte[] payload = new byte[checked(file.getInt(), file.remaining())];
            file.get(payload);
            file.position(Math.min(file.position() + (payload.length & 1), file.limit()));
            if (type.equals("EXIF")) {
                exif = payload;
            } else if (DRAWING.contains(type)) {
                write(kept, type, type.equals("VP8X") ? withoutMetadata(payload) : payload);
            }
        }
        return new Stripped(withHead(kept.toByteArray()), tiff(exif), Stripped.MOST_PIXELS_AT_ONCE);
    }

    private static int checked(int length, int remaining) {
        if (length < 0 || length > remaining) {
            throw MediaException.damaged(MediaKind.WEBP, null);
        }
        return length;
    }

    private static byte[] withoutMetadata(byte[] extended) {
        if ((extended[0] & ANIMATION_FLAG) != 0) {
            throw new MediaException(MediaException.UNSUPPORTED_PICTURE, "moving pictures are not taken");
        }
        extended[0] &= ALPHA_FLAG;
        return extended;
    }

    /** Some programs put JPEG's prefix before it. */
    private static byte[] tiff(byte[] exif) {
        boolean prefixed = exif.length >= EXIF.length && Arrays.equals(exif, 0, EXIF.length, EXIF, 0, EXIF.length);
        return prefixed ? Arrays.copyOfRange(exif, EXIF.length, exif.length) : exif;
    }

    private static String type(ByteBuffer file) {
        byte[] type = new byte[4];
        file.get(type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }

    private static void write(ByteArrayOutputStream kept, String type, byte[] payload) {
        kept.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
        kept.writeBytes(littleEndian(payload.length));
        kept.writeBytes(payload);
        if ((payload.length & 1) == 1) {
            kept.write(0);
        }
    }

    private static byte[] withHead(byte[] chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(chunks.length + HEAD);
        all.writeBytes("RIFF".getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(littleEndian(chunks.length + 4));
        all.writeBytes("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(chunks);
        return all.toByteArray();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
