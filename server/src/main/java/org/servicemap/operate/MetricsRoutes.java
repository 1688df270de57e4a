package org.servicemap.operate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** {@code /metrics}: for programs on this machine, or, when a token is set, for whoever sends it. */
public final class MetricsRoutes implements RouteGroup {
    private final Metrics metrics;
    private final String token;

    /** @param token what a caller sends as bearer token; empty lets in callers from this machine only, and no proxies */
    public MetricsRoutes(Metrics metrics, String token) {
        this.metrics = metrics;
        this.token = token;
    }

    @Override
    public String tag() {
        return "metrics";
    }

    @Override
    public String description() {
        return "How the server does, for Prometheus.";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/metrics", "getMetrics")
                .summary("Metrics in Prometheus' text form")
                .description(
                        "With SERVICEMAP_METRICS_TOKEN for whoever sends it as bearer token; without, for programs on the"
                                + " server's machine only.")
                .cache(CachePolicy.NO_STORE)
                .fails(ErrorCode.FORBIDDEN)
                .fixed("text/plain", new Route.Shape.Text(), "All metrics", this::metrics));
    }

    private byte[] metrics(Exchange exchange) {
        if (!mayRead(exchange)) {
            throw ErrorCode.FORBIDDEN.problem(
                    token.isEmpty()
                            ? "only programs on the server's machine may read this"
                            : "the bearer token is not right");
        }
        return metrics.scrape().getBytes(StandardCharsets.UTF_8);
    }

    private boolean mayRead(Exchange exchange) {
        if (token.isEmpty()) {
            return exchange.isLocal();
        }
        String given = exchange.bearer();
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
