package org.servicemap.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Map;
import java.util.Optional;

/** Finds the QR code in a camera's picture. */
final class QrReading {
    private static final Map<DecodeHintType, Object> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);

    private QrReading() {}

    /** @param grey a byte for each pixel, row by row from the top, 0 black */
    static Optional<String> textIn(int width, int height, byte[] grey) {
        PlanarYUVLuminanceSource picture =
                new PlanarYUVLuminanceSource(grey, width, height, 0, 0, width, height, false);
        try {
            return Optional.of(new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(picture)), HINTS)
                    .getText());
        } catch (ReaderException none) {
            return Optional.empty();
        }
    }
}
