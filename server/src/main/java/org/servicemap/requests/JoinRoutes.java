package org.servicemap.requests;

import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.incidents.IncidentErrors;
import org.servicemap.incidents.Incidents;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.storage.Database;

/** A request that is here already follows an open incident, in one step: the incident's parent is made when nobody called about it yet. */
final class JoinRoutes implements DeskGroup {
    private final Database database;
    private final Desk desk;
    private final Incidents incidents;
    private final CityNames names;
    private final CityRules rules;

    JoinRoutes(Database database, Desk desk, Incidents incidents, CityNames names, CityRules rules) {
        this.database = database;
        this.desk = desk;
        this.incidents = incidents;
        this.names = names;
        this.rules = rules;
    }

    @Describe("Which incident a request follows from now on")
    record JoinJson(
            @Describe("The version of the request that was seen; refused when it has changed since") @Nullable
            Integer version,

            @Describe("Id of an open incident or notice") String incident) {
        JoinJson {
            if (!incident.matches("[0-9]{1,18}")) {
                throw new FieldException("incident", "an id is a number");
            }
        }
    }

    @Override
    public java.util.List<Route> routes() {
        return java.util.List.of(Route.post(HttpServer.API + "/requests/{number}/incident", "joinIncident")
                .summary("Let a request follow an open incident")
                .description(
                        "As the action link does with the incident's parent request, which is made when there is none yet.")
                .takes(WorkRoutes.NUMBER)
                .roles(Role.OPERATOR, Role.DISPATCHER)
                .body(JoinJson.class, "The incident")
                .idempotent()
                .fails(RequestErrors.UNKNOWN, RequestErrors.CHANGED, RequestErrors.CLAIMED)
                .fails(IncidentErrors.UNKNOWN, IncidentErrors.ENDED)
                .fails(RequestErrors.ofActions())
                .json(RequestJson.class, "The request", this::join));
    }

    private RequestJson join(Exchange exchange) {
        JoinJson body = exchange.body(JoinJson.class);
        RequestNumber number = WorkRoutes.parse(exchange.get(WorkRoutes.NUMBER));
        Request after = database.inTransaction(handle -> {
            desk.seen(handle, exchange.caller(), number);
            long parent = incidents
                    .join(handle, exchange.caller(), Long.parseLong(body.incident()))
                    .id();
            ActionInput input =
                    ActionInput.builder().number(Input.PARENT, parent).build();
            return desk.act(exchange.caller(), number, Action.LINK, input, body.version());
        });
        return new RequestJson.Writer(names, rules.current().zone()).of(after, null, Standing.View.OUTLINE);
    }
}
