package org.servicemap.notifications;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;

/** Subscriptions of units' own systems: administrators see to all, leads to those of their unit and the units below it. */
public final class WebhookRoutes implements RouteGroup {
    private static final Param<Long> ID =
            Param.id("id", "Id of the subscription").inPath();
    private static final Pattern EVENT = Pattern.compile("\\*|[a-z]{1,40}(\\.[a-z_]{1,40}){1,4}");
    private static final int MOST_EVENTS = 50;
    private static final int LONGEST_URL = 1000;

    private final Database database;
    private final Webhooks webhooks;
    private final Predicate<String> unitExists;
    private final BiPredicate<Caller, String> scope;
    private final boolean plainHttp;

    /**
     * @param unitExists whether there is a unit of this code
     * @param scope whether a caller may act for the unit
     * @param plainHttp whether URLs without TLS are taken
     */
    public WebhookRoutes(
            Database database,
            Webhooks webhooks,
            Predicate<String> unitExists,
            BiPredicate<Caller, String> scope,
            boolean plainHttp) {
        this.database = database;
        this.webhooks = webhooks;
        this.unitExists = unitExists;
        this.scope = scope;
        this.plainHttp = plainHttp;
    }

    @Describe("A system that is told of events")
    record WebhookJson(
            String id,

            @Describe("It is told of this unit's requests and of those of units below; null of all") @Nullable
            String unit,

            String url,
            @Describe("Names of events; * is all") List<String> events,
            Instant createdAt) {
        static WebhookJson of(Subscription subscription) {
            return new WebhookJson(
                    Long.toString(subscription.id()),
                    subscription.unit(),
                    subscription.url(),
                    subscription.events(),
                    subscription.createdAt());
        }
    }

    @Describe("A new subscription with the secret that signs its messages, shown this once")
    record CreatedJson(WebhookJson webhook, String secret) {}

    @Describe("A message that was appended to the outbox")
    record ToldJson(String message) {}

    @Describe("A system to be told of events")
    record NewWebhookJson(
            @Describe("Where events are posted to; https") String url,

            @Describe("Names of events (request.dispatched, request.changed …); * is all")
            List<String> events,

            @Describe("Code of the unit; only administrators may leave it out, and mean all") @Nullable
            String unit) {
        NewWebhookJson {
            if (events.isEmpty()
                    || events.size() > MOST_EVENTS
                    || !events.stream().allMatch(NewWebhookJson::isEvent)) {
                throw new FieldException("events", "names of events, or *");
            }
        }

        private static boolean isEvent(String name) {
            return EVENT.matcher(name).matches();
        }
    }

    @Override
    public String tag() {
        return "webhooks";
    }

    @Override
    public String description() {
        return "Systems of units that are told of events by signed calls";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route(Route.get(HttpServer.API + "/webhooks", "listWebhooks"), "Subscriptions in the caller's scope")
                        .page(WebhookJson.class, "Subscriptions, oldest first", this::list),
                route(Route.post(HttpServer.API + "/webhooks", "createWebhook"), "Subscribe a system to events")
                        .body(NewWebhookJson.class, "The system")
                        .idempotent()
                        .fails(ErrorCode.OUT_OF_SCOPE)
                        .created(CreatedJson.class, "The subscription", this::create),
                route(Route.delete(HttpServer.API + "/webhooks/{id}", "deleteWebhook"), "Take a subscription away")
                        .takes(ID)
                        .fails(NotificationErrors.UNKNOWN_WEBHOOK)
                        .nothing("It is gone", this::delete),
                route(
                                Route.post(HttpServer.API + "/webhooks/{id}/test", "testWebhook"),
                                "Send a system the event test.ping")
                        .takes(ID)
                        .idempotent()
                        .fails(NotificationErrors.UNKNOWN_WEBHOOK)
                        .created(ToldJson.class, "The message", this::test));
    }

    private static RouteBuilder route(RouteBuilder route, String summary) {
        return route.summary(summary).roles(Role.ADMINISTRATOR, Role.LEAD);
    }

    private Page<WebhookJson> list(Exchange exchange) {
        return Page.whole(webhooks.list().stream()
                .filter(each -> isInScope(exchange.caller(), each.unit()))
                .map(WebhookJson::of)
                .toList());
    }

    private boolean isInScope(Caller caller, @Nullable String unit) {
        return caller.has(Role.ADMINISTRATOR) && caller.unit() == null || unit != null && scope.test(caller, unit);
    }

    private CreatedJson create(Exchange exchange) {
        NewWebhookJson body = exchange.body(NewWebhookJson.class);
        checkUrl(body.url());
        String unit = body.unit();
        if (unit != null && !unitExists.test(unit)) {
            throw ErrorCode.INVALID_FIELD.problem("there is no such unit", "unit");
        }
        Caller caller = exchange.caller();
        if (!isInScope(caller, unit)) {
            throw ErrorCode.OUT_OF_SCOPE.problem("the unit is not one that the caller may act for", "unit");
        }
        Webhooks.Created created = webhooks.subscribe(unit, body.url(), body.events(), caller.account());
        return new CreatedJson(WebhookJson.of(created.subscription()), created.secret());
    }

    /** Whether its name leads to the public Internet is seen at every call, since that may change. */
    private void checkUrl(String url) {
        try {
            URI uri = new URI(url);
            boolean scheme = "https".equals(uri.getScheme()) || plainHttp && "http".equals(uri.getScheme());
            if (url.length() <= LONGEST_URL && scheme && uri.getHost() != null && uri.getUserInfo() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // As any other that is not taken.
        }
        throw ErrorCode.INVALID_FIELD.problem("an https address with a host and without a login", "url");
    }

    private Subscription own(Exchange exchange) {
        return webhooks.find(exchange.get(ID))
                .filter(each -> isInScope(exchange.caller(), each.unit()))
                .orElseThrow(() -> NotificationErrors.UNKNOWN_WEBHOOK.problem("there is no such subscription", "id"));
    }

    private void delete(Exchange exchange) {
        webhooks.unsubscribe(own(exchange).id());
    }

    private ToldJson test(Exchange exchange) {
        Subscription subscription = own(exchange);
        long id = database.inTransaction(handle -> webhooks.tell(handle, subscription.id(), "test.ping", Map.of()));
        return new ToldJson(Long.toString(id));
    }
}
