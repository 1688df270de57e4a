package org.servicemap.requests;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Event;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.RunningClock;

/**
 * The other units and the clocks of a request, in the form in which events hold them: an event that changed them says how all of them are
 * since then. What a clock has said already is not part of it, since warnings are no events.
 *
 * @param parties by unit and role
 * @param clocks by clock and the unit it runs for
 */
record Beside(Map<String, List<@Nullable Object>> parties, Map<String, List<@Nullable Object>> clocks) {
    /** As a request begins. */
    static final Beside NONE = new Beside(Map.of(), Map.of());

    private static final String PARTIES = "parties";
    private static final String CLOCKS = "clocks";

    static Beside of(List<Party> parties, List<RunningClock> clocks) {
        Map<String, List<@Nullable Object>> units = new TreeMap<>();
        parties.forEach(party -> units.put(party.unit() + " " + party.role().key(), values(party)));
        Map<String, List<@Nullable Object>> running = new TreeMap<>();
        clocks.forEach(clock -> running.put((clock.clock() + " " + clock.subject()).strip(), values(clock)));
        return new Beside(units, running);
    }

    private static List<@Nullable Object> values(Party party) {
        return Arrays.asList(
                party.status().key(),
                text(party.askedAt()),
                text(party.dueAt()),
                text(party.answeredAt()),
                party.scoreByLead(),
                party.scoreOfLead());
    }

    private static List<@Nullable Object> values(RunningClock clock) {
        return Arrays.asList(text(clock.startedAt()), text(clock.dueAt()), text(clock.pausedAt()));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    Map<String, Object> json() {
        return Map.of(PARTIES, parties, CLOCKS, clocks);
    }

    /** What the last event says that says anything; nothing of chains that were written before events did. */
    @SuppressWarnings("unchecked") // what json() wrote
    static Optional<Beside> folded(List<Chain.Link> chain) {
        Map<String, Object> last = null;
        for (Chain.Link link : chain) {
            Event event = Event.read(link.body()).event();
            last = event.beside() == null ? last : event.beside();
        }
        return Optional.ofNullable(last)
                .map(said -> new Beside(
                        (Map<String, List<@Nullable Object>>) said.getOrDefault(PARTIES, Map.of()),
                        (Map<String, List<@Nullable Object>>) said.getOrDefault(CLOCKS, Map.of())));
    }

    /** The first thing that is other than here, in words; empty when nothing is. */
    Optional<String> differs(Beside rows) {
        return first("the unit ", parties, rows.parties).or(() -> first("the clock ", clocks, rows.clocks));
    }

    private static Optional<String> first(
            String kind, Map<String, List<@Nullable Object>> events, Map<String, List<@Nullable Object>> rows) {
        TreeSet<String> keys = new TreeSet<>(events.keySet());
        keys.addAll(rows.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(events.get(key), rows.get(key)))
                .findFirst()
                .map(key -> kind + key + " is not what the events make of it");
    }
}
