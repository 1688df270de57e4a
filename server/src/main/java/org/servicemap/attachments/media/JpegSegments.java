package org.servicemap.attachments.media;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes a JPEG (ITU-T T.81) apart and keeps only what draws the picture: tables, frame, scans, and of the application segments
 * JFIF's density and Adobe's colour transform. Everything else goes: EXIF, XMP, IPTC, comments, thumbnails, profiles, maker
 * notes, and what follows the picture's end (second pictures, films).
 */
final class JpegSegments {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int PROGRESSIVE = 0xC2;
    /** Progressive pictures have about ten; thousands are an attack on whoever unpacks them. */
    private static final int MOST_SCANS = 64;

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.ISO_8859_1);
    private static final int JFIF_BYTES = 12;
    private static final int ADOBE_BYTES = 12;

    private final byte[] file;
    private final ByteArrayOutputStream kept;
    private byte[] exif = Stripped.NO_EXIF;
    private long mostPixels = Stripped.MOST_PIXELS;
    private int scans;
    private int at = 2;

    private JpegSegments(byte[] file) {
        this.file = file;
        kept = new ByteArrayOutputStream(file.length);
    }

    static Stripped strip(byte[] file) {
        JpegSegments segments = new JpegSegments(file);
        segments.marker(SOI);
        try {
            segments.read();
        } catch (IndexOutOfBoundsException e) {
            throw MediaException.damaged(MediaKind.JPEG, e);
        }
        return new Stripped(segments.kept.toByteArray(), segments.exif, segments.mostPixels);
    }

    private void read() {
        int marker = nextMarker();
        while (marker != EOI) {
            int length = (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
            if (length < 2) {
                throw MediaException.damaged(MediaKind.JPEG, null);
            }
            segment(marker, Arrays.copyOfRange(file, at + 2, checked(at + length)));
            at += length;
            if (marker == SOS) {
                scan();
            }
            marker = nextMarker();
        }
        marker(EOI);
    }

    private int checked(int end) {
        if (end > file.length) {
            throw MediaException.damaged(MediaKind.JPEG, null);
        }
        return end;
    }

    /** Fill bytes may stand before a marker. */
    private int nextMarker() {
        if (file[at++] != (byte) 0xFF) {
            throw MediaException.damaged(MediaKind.JPEG, null);
        }
        while (file[at] == (byte) 0xFF) {
            at++;
        }
        return file[at++] & 0xFF;
    }

    private void segment(int marker, byte[] payload) {
        if (marker == PROGRESSIVE) {
            mostPixels = Stripped.MOST_PIXELS_AT_ONCE;
        }
        if (marker == APP1 && starts(payload, EXIF) && exif.length == 0) {
            exif = Arrays.copyOfRange(payload, EXIF.length, payload.length);
        } else if (marker == APP0 && starts(payload, JFIF) && payload.length >= JFIF_BYTES + 2) {
            // Two more bytes give the size of a thumbnail: none.
            write(marker, Arrays.copyOf(Arrays.copyOf(payload, JFIF_BYTES), JFIF_BYTES + 2));
        } else if (marker == APP14 && starts(payload, ADOBE) && payload.length >= ADOBE_BYTES) {
            write(marker, Arrays.copyOf(payload, ADOBE_BYTES));
        } else if (draws(marker)) {
            write(marker, payload);
        }
    }

    /** Frames, Huffman, arithmetic and quantisation tables, restart interval, number of lines, scans. */
    private static boolean draws(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC8 || marker >= SOS && marker <= 0xDD;
    }

    private static boolean starts(byte[] payload, byte[] name) {
        return payload.length >= name.length && Arrays.equals(payload, 0, name.length, name, 0, name.length);
    }

    /** Copies packed pixels up to the next marker; stuffed zeros and restarts belong to them. */
    private void scan() {
        if (++scans > MOST_SCANS) {
            throw new MediaException(MediaException.DAMAGED_FILE, "the picture has too many scans");
        }
        int start = at;
        while (file[at] != (byte) 0xFF || isInside(file[at + 1] & 0xFF)) {
            at++;
        }
        kept.write(file, start, at - start);
    }

    private static boolean isInside(int next) {
        return next == 0 || next >= 0xD0 && next <= 0xD7;
    }

    private void write(int marker, byte[] payload) {
        marker(marker);
        kept.write(payload.length + 2 >> 8);
        kept.write(payload.length + 2);
        kept.writeBytes(payload);
    }

    private void marker(int marker) {
        kept.write(0xFF);
        kept.write(marker);
    }
}
