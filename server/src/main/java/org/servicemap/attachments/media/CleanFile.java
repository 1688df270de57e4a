package org.servicemap.attachments.media;

import java.awt.image.BufferedImage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * An uploaded file as it may be kept: of a kind that is taken, readable, without metadata, upright.
 *
 * @param width pixels; 0 of a document
 * @param height pixels; 0 of a document
 * @param position where a picture was taken, as its EXIF data said (WGS 84): to be offered to who sent it, then forgotten
 * @param thumbnail JPEG of at most {@link #THUMBNAIL_SIDE} pixels; null of a document
 */
public record CleanFile(
        MediaKind kind,
        byte[] content,
        int width,
        int height,
        @Nullable LonLat position,
        byte @Nullable [] thumbnail) {
    public static final int THUMBNAIL_SIDE = 480;

    private static final long TURNED_PIXELS = 16_000_000;
    private static final long THUMBNAIL_PIXELS = 4L * THUMBNAIL_SIDE * THUMBNAIL_SIDE;
    private static final float GOOD = 0.92f;
    private static final float SMALL = 0.8f;
    /** Unpacked pictures are large: so many at a time, whoever comes later waits. */
    private static final Semaphore DESKS = new Semaphore(2);

    /**
     * Checks, strips and turns an upload. Pictures that are upright keep their pixels bit for bit; others are packed anew.
     *
     * @param documents whether PDF is taken too
     * @throws MediaException when it is refused
     */
    public static CleanFile of(byte[] file, boolean documents) {
        MediaKind kind = MediaKind.sniff(file);
        if (kind.isPicture()) {
            return picture(kind, file);
        }
        if (!documents) {
            throw new MediaException(MediaException.UNSUPPORTED_FILE, "only pictures are taken here");
        }
        return new CleanFile(kind, Document.clean(file), 0, 0, null, null);
    }

    private static CleanFile picture(MediaKind kind, byte[] file) {
        Stripped stripped = switch (kind) {
            case JPEG -> JpegSegments.strip(file);
            case PNG -> PngChunks.strip(file);
            default -> WebpChunks.strip(file);
        };
        Picture.Size size = Picture.size(kind, stripped.content());
        if (size.pixels() > stripped.mostPixels()) {
            throw new MediaException(
                    MediaException.TOO_MANY_PIXELS,
                    "the picture has " + size.pixels() / 1_000_000 + " megapixels, at most "
                            + stripped.mostPixels() / 1_000_000 + " are taken");
        }
        DESKS.acquireUninterruptibly();
        try {
            return upright(kind, stripped.content(), size, Exif.read(stripped.exif()));
        } finally {
            DESKS.release();
        }
    }

    private static CleanFile upright(MediaKind kind, byte[] content, Picture.Size size, Exif exif) {
        boolean turned = exif.orientation() != 1;
        BufferedImage unpacked = Picture.unpack(kind, content, size, turned ? TURNED_PIXELS : THUMBNAIL_PIXELS);
        byte[] thumbnail = Picture.jpeg(Picture.upright(unpacked, exif.orientation(), THUMBNAIL_SIDE), SMALL);
        if (!turned) {
            return new CleanFile(kind, content, size.width(), size.height(), exif.position(), thumbnail);
        }
        BufferedImage whole = Picture.upright(unpacked, exif.orientation(), Integer.MAX_VALUE);
        return new CleanFile(
                MediaKind.JPEG,
                Picture.jpeg(whole, GOOD),
                whole.getWidth(),
                whole.getHeight(),
                exif.position(),
                thumbnail);
    }
}
