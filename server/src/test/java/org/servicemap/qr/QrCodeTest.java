package org.servicemap.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final int QUIET = 4;

    @Test
    void thePictureSaysItsText() throws Exception {
        String link = "https://city.example/follow?number=2026112200000011#Z51C-G74P-T6SP 编号";

        assertThat(new Decoder().decode(modulesOf(QrCode.of(link).svg())).getText())
                .isEqualTo(link);
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of("x".repeat(4000)));
    }

    private static BitMatrix modulesOf(String svg) {
        int side = Integer.parseInt(found("viewBox=\"0 0 (\\d+)", svg).group(1)) - 2 * QUIET;
        BitMatrix modules = new BitMatrix(side);
        Pattern.compile("M(\\d+) (\\d+)h1")
                .matcher(svg)
                .results()
                .forEach(dot ->
                        modules.set(Integer.parseInt(dot.group(1)) - QUIET, Integer.parseInt(dot.group(2)) - QUIET));
        return modules;
    }

    private static MatchResult found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow();
    }
}
