package org.servicemap.attachments.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Unpacks pictures within bounds, turns them upright, makes them smaller, and packs them as JPEG. */
final class Picture {
    private Picture() {}

    /** Width and height as the file says; nothing is unpacked for it. */
    record Size(int width, int height) {
        long pixels() {
            return (long) width * height;
        }

        /** As seen after turning. */
        Size turned(int orientation) {
            return orientation >= 5 ? new Size(height, width) : this;
        }
    }

    private interface Reading<T> {
        T from(ImageReader reader) throws IOException;
    }

    static Size size(MediaKind kind, byte[] file) {
        return reading(kind, file, reader -> new Size(reader.getWidth(0), reader.getHeight(0)));
    }

    /** Unpacks every n-th pixel of every n-th line, so that about {@code pixels} come out at most. */
    static BufferedImage unpack(MediaKind kind, byte[] file, Size size, long pixels) {
        int step = (int) Math.max(1, Math.ceil(Math.sqrt((double) size.pixels() / pixels)));
        return reading(kind, file, reader -> {
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        });
    }

    private static <T> T reading(MediaKind kind, byte[] file, Reading<T> work) {
        ImageReader reader = ImageIO.getImageReadersByMIMEType(kind.mediaType()).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, false, true);
            return work.from(reader);
        } catch (IOException | RuntimeException e) {
            // Readers answer broken files with many kinds of exceptions.
            throw MediaException.damaged(kind, e);
        } finally {
            reader.dispose();
        }
    }

    /** Upright as EXIF's orientation says, opaque on white, its longer side at most so many pixels. */
    static BufferedImage upright(BufferedImage picture, int orientation, int longestSide) {
        Size turned = new Size(picture.getWidth(), picture.getHeight()).turned(orientation);
        double scale = Math.min(1, (double) longestSide / Math.max(turned.width, turned.height));
        int width = (int) Math.max(1, Math.round(turned.width * scale));
        int height = (int) Math.max(1, Math.round(turned.height * scale));
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                scale == 1
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        AffineTransform transform =
                AffineTransform.getScaleInstance((double) width / turned.width, (double) height / turned.height);
        transform.concatenate(turning(orientation, picture.getWidth(), picture.getHeight()));
        graphics.drawImage(picture, transform, null);
        graphics.dispose();
        return result;
    }

    /** From stored to upright; the eight cases of EXIF 2.32, 4.6.4 A, tag 0x0112. */
    private static AffineTransform turning(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    static byte[] jpeg(BufferedImage picture, float quality) {
        ImageWriter writer =
                ImageIO.getImageWritersByMIMEType(MediaKind.JPEG.mediaType()).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), param);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
