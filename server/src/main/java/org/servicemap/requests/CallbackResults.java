package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Way;

/** All that came of calling back, read from the history: it says which result counts, as the row does. */
final class CallbackResults {
    private static final Set<String> CALLS = Set.of(Action.ATTEMPT.key(), Action.CALL_BACK.key(), Action.SETTLE.key());

    private CallbackResults() {}

    @Describe("An attempt to reach the petitioner, or what the petitioner answered")
    record CallbackJson(
            OffsetDateTime at,

            @Describe("operator, link, page or unit; system where nobody could be, or was, called")
            String way,

            @Describe("Why nobody was reached, when nobody was") @Nullable
            String unreached,

            @Nullable Boolean contacted,
            @Nullable Boolean solved,
            @Nullable String satisfaction,

            @Describe("Whether this is the answer that counts in the rates")
            boolean counts) {}

    /** The oldest first. */
    static List<CallbackJson> of(List<Chain.Link> chain, ZoneId zone) {
        List<Event> events = chain.stream()
                .map(link -> Event.read(link.body()).event())
                .filter(CallbackResults::isOne)
                .toList();
        int counting = events.stream()
                .filter(CallbackResults::wasTaken)
                .mapToInt(Event::seq)
                .max()
                .orElse(0);
        List<CallbackJson> results = new ArrayList<>();
        events.forEach(event -> results.add(json(event, event.seq() == counting, zone)));
        return results;
    }

    private static boolean isOne(Event event) {
        return event.action().equals(Action.CALL_BACK.key())
                || event.set().get(Field.UNREACHED.column()) != null
                || event.action().equals(Action.SETTLE.key()) && wasTaken(event);
    }

    /** Whether it changed what counts; one that ranks lower is kept as an event and changes nothing. */
    private static boolean wasTaken(Event event) {
        return event.set().get(Field.CALLED_BACK_AT.column()) != null;
    }

    private static CallbackJson json(Event event, boolean counts, ZoneId zone) {
        Map<String, ?> data = event.data();
        return new CallbackJson(
                event.at().atZone(zone).toOffsetDateTime(),
                way(event),
                (String) event.set().get(Field.UNREACHED.column()),
                (Boolean) data.get(Input.CONTACTED.key()),
                (Boolean) data.get(Input.SOLVED.key()),
                (String) data.get(Input.SATISFACTION.key()),
                counts);
    }

    private static String way(Event event) {
        Object said = event.data().get(Input.WAY.key());
        if (said == null && !CALLS.contains(event.action())) {
            return Author.SYSTEM.label();
        }
        boolean own = event.actor().equals(Author.PETITIONER.label());
        return said != null ? said.toString() : own ? Way.PAGE.key() : Way.OPERATOR.key();
    }
}
