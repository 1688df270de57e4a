package org.servicemap.attachments.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures with metadata, as cameras make them. Left half red, right half blue, top left corner white. */
public final class TestPictures {
    /** Words that must never be found in what is stored. */
    public static final String SECRET = "SECRET-OWNER-13812341234";

    private static final double LON = 116.3975;
    private static final double LAT = 39.9087;

    private TestPictures() {}

    static BufferedImage drawing(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width / 4, height / 4);
        graphics.dispose();
        return picture;
    }

    static byte[] plain(String format, int width, int height) {
        return written(format, drawing(width, height));
    }

    static byte[] written(String format, BufferedImage picture) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(picture, format, out)) {
                throw new AssertionError("nothing writes " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With EXIF of this orientation and a position, a comment, IPTC-like and XMP-like segments, and a tail after the end. */
    public static byte[] jpeg(int width, int height, int orientation) {
        byte[] plain = plain("jpg", width, height);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        segment(out, 0xE1, concat("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), exif(orientation)));
        segment(out, 0xE1, ("http://ns.adobe.com/xap/1.0/\0" + SECRET).getBytes(StandardCharsets.UTF_8));
        segment(out, 0xED, ("Photoshop 3.0\0" + SECRET).getBytes(StandardCharsets.UTF_8));
        segment(out, 0xE2, ("ICC_PROFILE\0" + SECRET).getBytes(StandardCharsets.UTF_8));
        segment(out, 0xFE, SECRET.getBytes(StandardCharsets.UTF_8));
        out.write(plain, 2, plain.length - 2);
        out.writeBytes(SECRET.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    static byte[] png(int width, int height, int orientation) {
        byte[] plain = plain("png", width, height);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int afterHeader = 8 + 25;
        out.write(plain, 0, afterHeader);
        chunk(out, "eXIf", exif(orientation));
        chunk(out, "tEXt", ("Author\0" + SECRET).getBytes(StandardCharsets.UTF_8));
        out.write(plain, afterHeader, plain.length - afterHeader);
        out.writeBytes(SECRET.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** One pixel, lossy, with EXIF and XMP, in the extended form. */
    static byte[] webp() {
        byte[] simple = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        riff(chunks, "VP8X", new byte[] {0x08 | 0x04, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        chunks.write(simple, 12, simple.length - 12);
        riff(chunks, "EXIF", exif(1));
        riff(chunks, "XMP ", SECRET.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        riff(out, "RIFF", chunks.toByteArray());
        return out.toByteArray();
    }

    private static void riff(ByteArrayOutputStream out, String type, byte[] payload) {
        out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(ByteBuffer.allocate(4)
                .putInt(Integer.reverseBytes(payload.length))
                .array());
        out.writeBytes(payload);
        if (payload.length % 2 == 1) {
            out.write(0);
        }
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] payload) {
        out.write(0xFF);
        out.write(marker);
        out.write(payload.length + 2 >> 8);
        out.write(payload.length + 2);
        out.writeBytes(payload);
    }

    static void chunk(ByteArrayOutputStream out, String type, byte[] payload) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(payload);
        out.writeBytes(ByteBuffer.allocate(4).putInt(payload.length).array());
        out.writeBytes(name);
        out.writeBytes(payload);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** TIFF, big endian: IFD0 with orientation, artist and a GPS directory. */
    static byte[] exif(int orientation) {
        byte[] artist = (SECRET + "\0").getBytes(StandardCharsets.US_ASCII);
        int gps = 8 + 2 + 3 * 12 + 4;
        int rationals = gps + 2 + 4 * 12 + 4;
        int text = rationals + 48;
        ByteBuffer tiff = ByteBuffer.allocate(text + artist.length);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 3);
        entry(tiff, 0x0112, 3, 1, orientation << 16);
        entry(tiff, 0x013B, 2, artist.length, text);
        entry(tiff, 0x8825, 4, 1, gps);
        tiff.putInt(0);
        tiff.putShort((short) 4);
        entry(tiff, 1, 2, 2, 'N' << 24);
        entry(tiff, 2, 5, 3, rationals);
        entry(tiff, 3, 2, 2, 'E' << 24);
        entry(tiff, 4, 5, 3, rationals + 24);
        tiff.putInt(0);
        degrees(tiff, LAT);
        degrees(tiff, LON);
        return tiff.put(artist).array();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static void degrees(ByteBuffer tiff, double value) {
        int whole = (int) value;
        double minutes = (value - whole) * 60;
        tiff.putInt(whole).putInt(1).putInt((int) minutes).putInt(1);
        tiff.putInt((int) Math.round((minutes - (int) minutes) * 60 * 10_000)).putInt(10_000);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
