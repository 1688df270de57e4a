package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** What waits for a dispatcher, and in which order. */
@OnEveryDatabase
class QueueStoreTest {
    private static final Caller DISPATCHER =
            new Caller(9_600L, "dispatcher", Set.of(Role.DISPATCHER), null, null, null, false, Set.of());

    private final Town town;

    QueueStoreTest(Database database) {
        this.town = Town.in(database);
    }

    @Test
    void theMostUrgentComeFirstAndOfOneClassWhatWaitsLongest() {
        town.clock.advance(Duration.ofDays(1));
        Instant from = town.clock.instant();
        List<String> filed = new ArrayList<>();
        for (String urgency :
                List.of("complex", "none", "livelihood", "ordinary", "emergency", "livelihood", "emergency")) {
            filed.add(file(urgency.equals("none") ? null : urgency));
        }
        RequestQuery all = queue(from, null);

        for (int limit : List.of(1, 2, 3, 50)) {
            assertThat(paged(all, limit))
                    .as("pages of " + limit)
                    .containsExactlyElementsOf(inOrder(filed, 4, 6, 2, 5, 3, 0, 1));
        }
        assertThat(paged(queue(from, "livelihood"), 1)).containsExactlyElementsOf(inOrder(filed, 2, 5));
        assertThat(town.desk.count(DISPATCHER, all)).isEqualTo(7);
    }

    @Test
    void whatWaitsSaysWhenItsTimeIsOver() {
        town.clock.advance(Duration.ofDays(1));
        Instant at = town.clock.instant();
        file("emergency");
        file("ordinary");
        file(null);
        RequestJson.Writer writer = new RequestJson.Writer(town.names, ZoneOffset.UTC, town.rules.limits());
        Map<String, @Nullable OffsetDateTime> ends = new HashMap<>();
        for (Desk.Seen seen :
                town.desk.list(DISPATCHER, queue(at, null), null, 9).items()) {
            RequestJson shown = writer.of(seen.request(), null, Standing.View.FULL);
            ends.put(String.valueOf(shown.urgency()), shown.limitEndsAt());
        }

        assertThat(ends)
                .containsEntry("emergency", at.plus(Duration.ofHours(2)).atOffset(ZoneOffset.UTC))
                .containsEntry("ordinary", at.plus(Duration.ofDays(7)).atOffset(ZoneOffset.UTC))
                .containsEntry("null", null);
    }

    private static List<String> inOrder(List<String> filed, int... places) {
        return java.util.Arrays.stream(places).mapToObj(filed::get).toList();
    }

    private List<String> paged(RequestQuery query, int limit) {
        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            Desk.Page page = town.desk.list(DISPATCHER, query, cursor, limit);
            page.items().forEach(seen -> found.add(seen.request().number().digits()));
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    private static RequestQuery queue(Instant from, @Nullable String urgency) {
        RequestFilter filter = new RequestFilter(
                null,
                null,
                null,
                null,
                Map.of(),
                urgency,
                null,
                RequestFilter.Flags.ANY,
                new RequestFilter.Received(from, null),
                null,
                null,
                null);
        return new RequestQuery(RequestQuery.View.QUEUE, filter);
    }

    /** Without a category: nobody but a person can say whose it is. */
    private String file(@Nullable String urgency) {
        Filing filing = new Filing(
                "web",
                null,
                null,
                "help",
                null,
                urgency,
                "说不清是什么",
                Town.pin(116.4215, 39.9072, null),
                Map.of(),
                Town.CONTACT,
                "zh",
                List.of(),
                null);
        Request request = town.intake.file(filing, Author.PETITIONER).request();
        assertThat(request.facts().text(Field.QUEUE_REASON)).isEqualTo("no_category");
        return request.number().digits();
    }
}
