package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.http.ApiClient;

/** Checking in by holding a ticket's QR code before the kiosk's camera: the browser's own camera, which sees a film of the code. */
class CheckinCameraTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int CODE = 300;
    private static final byte GREY = (byte) 128;

    @TempDir
    private Path folder;

    /** One picture of a code on grey ground, as the camera would see it; the browser shows it again and again. */
    private Path film(String text) throws Exception {
        BitMatrix code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, CODE, CODE);
        byte[] grey = new byte[WIDTH * HEIGHT];
        Arrays.fill(grey, GREY);
        for (int y = 0; y < CODE; y++) {
            for (int x = 0; x < CODE; x++) {
                grey[(y + 90) * WIDTH + x + 170] = (byte) (code.get(x, y) ? 16 : 235);
            }
        }
        byte[] noColour = new byte[WIDTH * HEIGHT / 2];
        Arrays.fill(noColour, GREY);
        ByteArrayOutputStream film = new ByteArrayOutputStream();
        film.writeBytes(("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F5:1 Ip A1:1 C420jpeg\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 2; i++) {
            film.writeBytes("FRAME\n".getBytes(StandardCharsets.US_ASCII));
            film.writeBytes(grey);
            film.writeBytes(noColour);
        }
        return Files.write(folder.resolve("code.y4m"), film.toByteArray());
    }

    @Test
    void aTicketsCodeBeforeTheCameraChecksIn() throws Exception {
        OpenHall hall = new OpenHall();
        OpenHall.Booked booked = hall.book(3, "13911112241");
        Path film = film("https://city.example/appointment#booking=" + booked.id() + "." + booked.token());
        List<String> troubles = new ArrayList<>();
        try (Browser browser = Browsers.withCamera(film)) {
            Page kiosk = browser.newContext(
                            new Browser.NewContextOptions().setLocale("zh-CN").setBaseURL(TestApp.url()))
                    .newPage();
            kiosk.setDefaultTimeout(Browsers.PATIENCE.toMillis());
            kiosk.onPageError(troubles::add);
            kiosk.navigate("/checkin?hall=" + OpenHall.PLACE);
            // somebody stands before it: else it begins anew after a while
            kiosk.evaluate("() => setInterval(() => document.dispatchEvent(new Event('pointerdown')), 500)");
            kiosk.click("#have");
            kiosk.click("#scan");
            assertThat(kiosk.locator(".checkin__label")).containsText("A");
            assertThat(kiosk.locator("#camera")).hasCount(0);
        }
        assertThat(troubles).isEmpty();
        leaves(hall, booked);
    }

    /** Who comes in later tests is called in the order of the line. */
    private static void leaves(OpenHall hall, OpenHall.Booked booked) {
        ApiClient.Answer left = hall.loggedIn("handler")
                .postJson("/api/v1/halls/" + OpenHall.PLACE + "/tickets/" + booked.id(), Map.of("step", "no_show"));
        assertThat(left.status()).as(left.text()).isEqualTo(200);
    }
}
