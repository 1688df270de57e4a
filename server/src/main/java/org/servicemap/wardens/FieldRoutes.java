package org.servicemap.wardens;

import java.util.List;
import org.servicemap.http.Exchange;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;

/** What phones read. */
final class FieldRoutes implements RouteGroup {
    private final Database database;
    private final FieldDay day;

    FieldRoutes(Database database, FieldDay day) {
        this.database = database;
        this.day = day;
    }

    @Override
    public String tag() {
        return "field";
    }

    @Override
    public String description() {
        return "Phones of wardens, and what they send";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(DeviceRoutes.FIELD + "/base", "getFieldBase")
                        .summary("What a phone keeps to work without a network: own grids, categories, checklists")
                        .roles(Role.WARDEN)
                        .etag(this::baseTag)
                        .fails(FieldErrors.OF_DEVICES)
                        .json(FieldJson.FieldBaseJson.class, "The base", this::base),
                Route.get(DeviceRoutes.FIELD + "/work", "getFieldWork")
                        .summary("Tasks, today's visits and own reports")
                        .roles(Role.WARDEN)
                        .etag(this::workTag)
                        .fails(FieldErrors.OF_DEVICES)
                        .json(FieldJson.FieldWorkJson.class, "The work", this::work));
    }

    private String baseTag(Exchange exchange) {
        Devices.device(exchange.caller());
        return database.inSnapshot(handle -> day.baseTag(handle, exchange.caller()));
    }

    private FieldJson.FieldBaseJson base(Exchange exchange) {
        return database.inSnapshot(handle -> day.base(handle, exchange.caller()));
    }

    private String workTag(Exchange exchange) {
        Devices.device(exchange.caller());
        return database.inSnapshot(handle -> day.work(handle, exchange.caller()).tag());
    }

    private FieldJson.FieldWorkJson work(Exchange exchange) {
        return database.inSnapshot(handle -> day.work(handle, exchange.caller()));
    }
}
