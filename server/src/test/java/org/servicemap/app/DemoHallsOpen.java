package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.servicemap.http.ApiClient;

/** The demo's halls open in the background after the start. */
final class DemoHallsOpen {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private DemoHallsOpen() {}

    /** The path of the schedule of the first sub-district's hall. */
    static String schedule(ApiClient api) {
        await(api);
        return "/api/v1/halls/hall-990101001/schedule";
    }

    static void await(ApiClient api) {
        Instant end = Instant.now().plus(PATIENCE);
        ApiClient.Answer answer;
        do {
            answer = api.get("/api/v1/halls/hall-990101003/availability?matter=social_card");
        } while ((answer.status() == 404 || answer.json().path("times").isEmpty())
                && Instant.now().isBefore(end));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
