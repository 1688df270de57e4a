package org.servicemap.qr;

/** A text as the picture of its QR code, for what is to be printed or shown by others. Pure. */
public final class QrPicture {
    private QrPicture() {}

    /** SVG, black on white; IllegalArgumentException for a text that is too long. */
    public static String svg(String text) {
        return QrCode.of(text).svg();
    }
}
