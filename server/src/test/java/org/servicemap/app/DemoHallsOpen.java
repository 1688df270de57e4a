package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.servicemap.http.ApiClient;

/** The demo's halls open in the background after the start, one after the other in any order. */
final class DemoHallsOpen {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private DemoHallsOpen() {}

    /** The path of the schedule of the first sub-district's hall. */
    static String schedule(ApiClient api) {
        await(api);
        return "/api/v1/halls/hall-990101001/schedule";
    }

    static void await(ApiClient api) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!areOpen(api)) {
            assertThat(Instant.now()).as("the demo's halls are open").isBefore(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** All appear at once; each has a first free time when its slots are made. */
    private static boolean areOpen(ApiClient api) {
        JsonNode halls = api.get("/api/v1/halls?matter=social_card").json().path("items");
        for (JsonNode hall : halls) {
            if (hall.path("earliest").asText("").isEmpty()) {
                return false;
            }
        }
        return !halls.isEmpty();
    }
}
