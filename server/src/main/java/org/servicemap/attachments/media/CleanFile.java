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
    /** Of what is unpacked: whoever would hold more takes more places, and two may be as large as is taken. */
    private static final long PIXELS_A_PLACE = 2_000_000;

    private static final int PLACES = 2 * Math.max(2, Runtime.getRuntime().availableProcessors());
    /** Unpacked pictures are large: so many at a time, whoever comes later waits, in turn, so that small ones keep no large one out. */
    private static final Semaphore DESKS = new Semaphore(PLACES, true);

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

    /** What {@link #of} made of a picture, put together again from what was kept of it: nothing is checked or unpacked anew. */
    public static CleanFile kept(byte[] content, byte[] thumbnail) {
        MediaKind kind = MediaKind.sniff(content);
        Picture.Size size = Picture.size(kind, content);
        return new CleanFile(kind, content, size.width(), size.height(), null, thumbnail);
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
        Exif exif = Exif.read(stripped.exif());
        int places = places(unpacked(stripped, size, exif));
        DESKS.acquireUninterruptibly(places);
        try {
            return upright(kind, stripped.content(), size, exif);
        } finally {
            DESKS.release(places);
        }
    }

    /** How many pixels are held at once, about. */
    private static long unpacked(Stripped stripped, Picture.Size size, Exif exif) {
        boolean whole = stripped.mostPixels() == Stripped.MOST_PIXELS_AT_ONCE || exif.orientation() != 1;
        return whole ? size.pixels() : Math.min(size.pixels(), THUMBNAIL_PIXELS);
    }

    private static int places(long pixels) {
        return (int) Math.max(1, Math.min(PLACES / 2, (pixels + PIXELS_A_PLACE - 1) / PIXELS_A_PLACE));
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
