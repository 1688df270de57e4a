package org.servicemap.accounts;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.units.UnitDirectory;

/** The audit, to read: administrators all of it, supervisors what their units did. */
public final class AuditRoutes implements RouteGroup {
    private static final Param<Long> ACCOUNT = Param.id("account", "Only what this account did");
    private static final Param<String> ACTION = Param.text("action", "Only this action (`login`, `phone_opened` …)");
    private static final Param<String> SUBJECT = Param.text("subject", "Only what was done to this (`account:17`)");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 100");
    private static final Param<String> CURSOR =
            Param.text("cursor", "`next` of the page before; leave it out for the first page");

    private final Audit audit;
    private final Supplier<UnitDirectory> units;

    public AuditRoutes(Audit audit, Supplier<UnitDirectory> units) {
        this.audit = audit;
        this.units = units;
    }

    @Describe("One thing that was done; name and roles as they were then")
    record AuditEntryJson(
            String id,
            Instant at,
            @Nullable String account,
            String name,
            List<String> roles,
            @Nullable String unit,
            @Nullable String address,
            String action,
            String subject,
            @Nullable String reason) {
        static AuditEntryJson of(Audit.Entry entry) {
            return new AuditEntryJson(
                    Long.toString(entry.id()),
                    entry.at(),
                    entry.account() == null ? null : Long.toString(entry.account()),
                    entry.name(),
                    List.copyOf(entry.roles()),
                    entry.unit(),
                    entry.address(),
                    entry.action(),
                    entry.subject(),
                    entry.reason());
        }
    }

    @Override
    public String tag() {
        return "audit";
    }

    @Override
    public String description() {
        return "Logins, changes of accounts and openings of personal data";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/audit", "listAudit")
                .summary("What was done, newest first")
                .description("A supervisor with a unit sees what accounts of that unit and those below it did.")
                .roles(Role.ADMINISTRATOR, Role.SUPERVISOR)
                .takes(ACCOUNT, ACTION, SUBJECT, LIMIT, CURSOR)
                .fails(ErrorCode.BAD_CURSOR)
                .page(AuditEntryJson.class, "Entries", this::list));
    }

    private Page<AuditEntryJson> list(Exchange exchange) {
        int limit = exchange.get(LIMIT, 100);
        long before = AccountRoutes.position(exchange.find(CURSOR));
        List<Audit.Entry> found = audit.list(new Audit.Filter(
                exchange.caller().has(Role.ADMINISTRATOR) ? null : Scope.units(units.get(), exchange.caller()),
                exchange.find(ACCOUNT),
                exchange.find(ACTION),
                exchange.find(SUBJECT),
                before == 0 ? null : before,
                limit));
        String next =
                found.size() < limit ? null : Long.toString(found.get(limit - 1).id());
        return new Page<>(found.stream().map(AuditEntryJson::of).toList(), next);
    }
}
