package org.servicemap.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    @Test
    void thePictureSaysItsText() {
        String link = "https://city.example/follow?number=2026112200000011#Z51C-G74P-T6SP 编号";

        assertThat(PrintedCode.read(QrCode.of(link).svg())).isEqualTo(link);
    }

    /** Turned, as before a camera. */
    @Test
    void aPictureIsRead() throws Exception {
        int side = 300;
        BitMatrix code = new QRCodeWriter().encode("912.tok-en", BarcodeFormat.QR_CODE, 200, 200);
        byte[] grey = new byte[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double cos = Math.cos(0.3);
                double sin = Math.sin(0.3);
                int u = (int) Math.round((x - 150) * cos + (y - 150) * sin + 100);
                int v = (int) Math.round((y - 150) * cos - (x - 150) * sin + 100);
                boolean dark = u >= 0 && v >= 0 && u < 200 && v < 200 && code.get(u, v);
                grey[y * side + x] = (byte) (dark ? 40 : 200);
            }
        }

        assertThat(QrReading.textIn(side, side, grey)).contains("912.tok-en");
        assertThat(QrReading.textIn(side, side, new byte[side * side])).isEmpty();
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of("x".repeat(4000)));
    }
}
