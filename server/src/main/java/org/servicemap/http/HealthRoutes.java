package org.servicemap.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Liveness and readiness, for load balancers and people. */
final class HealthRoutes implements RouteGroup {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

    private final List<ReadinessCheck> checks;

    HealthRoutes(List<ReadinessCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Describe("What is up")
    record HealthJson(String status, Map<String, String> checks) {}

    @Override
    public String tag() {
        return "health";
    }

    @Override
    public String description() {
        return "Is the server alive, can it serve?";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health/live", "getLiveness")
                        .summary("Is the process alive?")
                        .json(HealthJson.class, "It is", exchange -> new HealthJson("live", Map.of())),
                Route.get("/health/ready", "getReadiness")
                        .summary("Can it serve? 503 while the database is away or the city is not loaded")
                        .json(HealthJson.class, "It can", exchange -> ready()));
    }

    private HealthJson ready() {
        Map<String, String> states = new LinkedHashMap<>();
        for (ReadinessCheck check : checks) {
            if (!isReady(check)) {
                throw ErrorCode.UNAVAILABLE
                        .problem("not ready: " + check.name())
                        .retryAfter(2);
            }
            states.put(check.name(), check.state().get());
        }
        return new HealthJson("ready", states);
    }

    private static boolean isReady(ReadinessCheck check) {
        try {
            return check.isReady().getAsBoolean();
        } catch (RuntimeException e) {
            LOG.warn("{} is not ready", check.name(), e);
            return false;
        }
    }
}
