package org.servicemap.qr;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Draws QR codes. The text comes in the body, since it may hold a query code, which no address may show. */
public final class QrRoutes implements RouteGroup {
    private static final RateLimit DRAWING = RateLimit.perMinute("qr", 60);
    private static final String SVG = "image/svg+xml";
    private static final int MAX_TEXT = 400;

    @Describe("What to draw")
    record TextJson(@Describe("1 to 400 characters") String text) {
        TextJson {
            if (text.isBlank() || text.length() > MAX_TEXT) {
                throw new FieldException("text", "a text of 1 to " + MAX_TEXT + " characters");
            }
        }
    }

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
        return List.of(Route.post(HttpServer.API + "/qr", "drawQrCode")
                .summary("Draw a text as a QR code")
                .body(TextJson.class, "The text; it is kept nowhere")
                .limit(DRAWING)
                .bytes(SVG, new Route.Shape.Text(), "The picture, black on white", QrRoutes::draw));
    }

    private static byte[] draw(Exchange exchange) {
        String text = exchange.body(TextJson.class).text();
        return QrCode.of(text).svg().getBytes(StandardCharsets.UTF_8);
    }
}
