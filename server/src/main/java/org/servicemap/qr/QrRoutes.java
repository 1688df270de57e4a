package org.servicemap.qr;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/**
 * Draws QR codes, and reads them for devices whose browser cannot. The text comes in the body, since it may hold a query code, which no
 * address may show; pictures are kept nowhere.
 */
public final class QrRoutes implements RouteGroup {
    private static final RateLimit DRAWING = RateLimit.perMinute("qr", 60);
    private static final String SVG = "image/svg+xml";
    private static final RateLimit READING = RateLimit.perMinute("qr_read", 240);
    private static final int MAX_TEXT = 400;
    private static final int LEAST_SIDE = 32;
    private static final int MOST_SIDE = 640;

    @Describe("What to draw")
    record TextJson(@Describe("1 to 400 characters") String text) {
        TextJson {
            if (text.isBlank() || text.length() > MAX_TEXT) {
                throw new FieldException("text", "a text of 1 to " + MAX_TEXT + " characters");
            }
        }
    }

    @Describe("A picture in grey")
    record QrPictureBody(
            @Describe("32 to 640 pixels") int width,
            @Describe("32 to 640 pixels") int height,

            @Describe("Base64 of a byte for each pixel, row by row from the top; 0 is black")
            String grey) {
        QrPictureBody {
            side("width", width);
            side("height", height);
        }

        byte[] pixels() {
            try {
                byte[] pixels = Base64.getDecoder().decode(grey);
                if (pixels.length == width * height) {
                    return pixels;
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw new FieldException("grey", "Base64 of as many bytes as the picture has pixels");
        }

        private static void side(String field, int pixels) {
            if (pixels < LEAST_SIDE || pixels > MOST_SIDE) {
                throw new FieldException(field, LEAST_SIDE + " to " + MOST_SIDE + " pixels");
            }
        }
    }

    @Describe("What a picture's code says")
    record QrTextJson(
            @Describe("null: no code was found") @Nullable String text) {}

    @Override
    public String tag() {
        return "qr";
    }

    @Override
    public String description() {
        return "QR codes of links";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(HttpServer.API + "/qr", "drawQrCode")
                        .summary("Draw a text as a QR code")
                        .body(TextJson.class, "The text; it is kept nowhere")
                        .limit(DRAWING)
                        .bytes(SVG, new Route.Shape.Text(), "The picture, black on white", QrRoutes::draw),
                Route.post(HttpServer.API + "/qr/read", "readQrCode")
                        .summary("Read the QR code in a picture, for a camera whose browser cannot")
                        .body(QrPictureBody.class, "The picture; it is kept nowhere")
                        .limit(READING)
                        .json(QrTextJson.class, "What it says", QrRoutes::read));
    }

    private static QrTextJson read(Exchange exchange) {
        QrPictureBody picture = exchange.body(QrPictureBody.class);
        return new QrTextJson(QrReading.textIn(picture.width(), picture.height(), picture.pixels())
                .orElse(null));
    }

    private static byte[] draw(Exchange exchange) {
        String text = exchange.body(TextJson.class).text();
        return QrCode.of(text).svg().getBytes(StandardCharsets.UTF_8);
    }
}
