package org.servicemap.attachments.media;

/**
 * A picture without metadata, and the metadata apart.
 *
 * @param content as it was, pixel for pixel, without metadata
 * @param exif TIFF structure of the EXIF data, empty when there is none
 * @param mostPixels how many this form may unpack to
 */
record Stripped(byte[] content, byte[] exif, long mostPixels) {
    static final byte[] NO_EXIF = {};
    /** For forms that are unpacked line by line. */
    static final long MOST_PIXELS = 64_000_000;
    /** For forms that are unpacked as a whole. */
    static final long MOST_PIXELS_AT_ONCE = 26_000_000;
}
