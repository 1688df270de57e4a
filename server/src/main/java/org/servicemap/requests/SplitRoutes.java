package org.servicemap.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Role;
import org.servicemap.http.Route;

/** Splitting one request for several units. */
final class SplitRoutes implements DeskGroup {
    private static final int MOST = 8;

    private final Split split;
    private final CityNames names;
    private final CityRules rules;

    SplitRoutes(Split split, CityNames names, CityRules rules) {
        this.split = split;
        this.names = names;
        this.rules = rules;
    }

    @Describe("What is split off")
    record SplitJson(
            @Describe("The version that was seen; refused when the request has changed since") @Nullable
            Integer version,

            @Describe("Why, 1 to 400 characters") String reason,
            @Describe("1 to 8 matters") List<PartJson> parts) {
        SplitJson {
            if (parts.isEmpty() || parts.size() > MOST) {
                throw new FieldException("parts", "1 to " + MOST + " matters are split off at once");
            }
            if (reason.isBlank() || reason.length() > 400) {
                throw new FieldException("reason", "say why in 1 to 400 characters");
            }
        }
    }

    @Describe("A matter that becomes a request of its own")
    record PartJson(
            String category,

            @Describe("What is said of it, 1 to 4000 characters")
            String text,

            @Describe("Who must act; without it the catalogue says") @Nullable
            String unit) {}

    @Describe("The requests that the parts became, in their order")
    record PartsJson(List<RequestJson> items) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.post(HttpServer.API + "/requests/{number}/split", "splitRequest")
                .summary("Make requests of their own of other matters in a request")
                .description(
                        "Each part has the petitioner, place and channel of the whole, a number, clocks and a callback of its"
                                + " own, and is followed with the query code of the whole too. All or nothing.")
                .roles(Role.DISPATCHER)
                .takes(WorkRoutes.NUMBER)
                .body(SplitJson.class, "The parts")
                .idempotent()
                .fails(
                        RequestErrors.UNKNOWN,
                        RequestErrors.CHANGED,
                        RequestErrors.CLAIMED,
                        RequestErrors.BAD_FIELD,
                        RequestErrors.UNKNOWN_UNIT)
                .fails(RequestErrors.ofActions())
                .fails(IntakeRoutes.unknownWords())
                .created(PartsJson.class, "The parts", this::split));
    }

    private PartsJson split(Exchange exchange) {
        SplitJson body = exchange.body(SplitJson.class);
        List<Part> parts = body.parts().stream()
                .map(part -> new Part(part.category(), part.text(), part.unit()))
                .toList();
        RequestJson.Writer writer =
                new RequestJson.Writer(names, rules.current().zone());
        RequestNumber number = WorkRoutes.parse(exchange.get(WorkRoutes.NUMBER));
        return new PartsJson(split.split(exchange.caller(), number, parts, body.reason(), body.version()).stream()
                .map(request -> writer.of(request, null, Standing.View.OUTLINE))
                .toList());
    }
}
