package org.servicemap.requests.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;
import org.servicemap.requests.lifecycle.ClockRule.Signal;

/**
 * What a city's pack says about the life of requests ({@code process}).
 *
 * @param whistle whether units can be summoned
 * @param clocks one table; a city may leave any of them out
 * @param undo how long a dispatch can be taken back
 * @param limits how long requests of an urgency class may take, where the class is limited
 */
public record ProcessRules(
        boolean whistle,
        List<ClockRule> clocks,
        Duration undo,
        Map<String, Limit> limits,
        CallbackRules callback,
        Set<String> outcomes,
        Set<String> satisfactions,
        Set<String> diversions,
        SealedIdentity sealed,
        Suggestions suggestions,
        Set<String> kinds) {
    /** The six of the regulations (article 11), where a pack names none. */
    private static final Set<String> DIVERSIONS =
            Set.of("emergency_line", "statutory", "known_matter", "secret", "outside_duty", "unlawful");

    private static final Duration UNDO = Duration.ofSeconds(30);
    private static final Set<String> OUTCOMES = Set.of("solved", "partly_solved", "explained", "not_solved");
    private static final Set<String> SATISFACTIONS =
            Set.of("satisfied", "basically_satisfied", "neutral", "dissatisfied");

    public ProcessRules {
        clocks = List.copyOf(clocks);
        limits = Map.copyOf(limits);
        outcomes = Set.copyOf(outcomes);
        satisfactions = Set.copyOf(satisfactions);
        diversions = Set.copyOf(diversions);
        kinds = Set.copyOf(kinds);
    }

    /**
     * From the pack's {@code process} block as plain maps and lists; what it leaves out takes the program's default.
     *
     * @throws IllegalArgumentException that names the entry which cannot be read
     */
    public static ProcessRules of(Map<String, ?> process) {
        return new ProcessRules(
                Boolean.TRUE.equals(process.get("whistle")),
                clocks(process.get("clocks")),
                Duration.ofSeconds(integer(process.get("undo_seconds"), (int) UNDO.toSeconds())),
                limits(process.get("urgency_classes")),
                CallbackRules.of(map(process.get("callback"))),
                words(process.get("outcomes"), OUTCOMES),
                words(process.get("satisfactions"), SATISFACTIONS),
                words(process.get("diversions"), DIVERSIONS),
                SealedIdentity.of(map(process.get("sealed_identity"))),
                Suggestions.of(map(process.get("suggestions"))),
                words(process.get("request_kinds"), Set.of()));
    }

    static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    static int integer(@Nullable Object value, int fallback) {
        return value == null ? fallback : Integer.parseInt(value.toString());
    }

    static Set<String> words(@Nullable Object list, Set<String> fallback) {
        if (!(list instanceof List<?> values)) {
            return fallback;
        }
        return values.stream()
                .map(value -> String.valueOf(value instanceof Map<?, ?> map ? map.get("id") : value))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether this city has what the action is about: one without whistle or kinds sees none of their words. */
    boolean knows(Action action) {
        return switch (action) {
            case WHISTLE, REPORT_IN, DECLINE_WHISTLE, APPRAISE -> whistle;
            case SET_KIND -> !kinds.isEmpty();
            default -> true;
        };
    }

    /** What can come of a request when a unit has handled it. */
    public Set<String> outcomesOf(Facts facts) {
        return suggestions.include(facts) ? suggestions.outcomes().keySet() : outcomes;
    }

    /** What can come of it by another's answer, which may be of another kind. */
    Set<String> allOutcomes() {
        Set<String> all = new TreeSet<>(outcomes);
        all.addAll(suggestions.outcomes().keySet());
        return all;
    }

    private static Map<String, Limit> limits(@Nullable Object list) {
        Map<String, Limit> limits = new HashMap<>();
        if (list instanceof List<?> values) {
            for (Object value : values) {
                String id = String.valueOf(map(value).get("id"));
                Limit limit =
                        limit("process.urgency_classes." + id, map(map(value).get("limit")));
                if (limit != null) {
                    limits.put(id, limit);
                }
            }
        }
        return limits;
    }

    private static List<ClockRule> clocks(@Nullable Object list) {
        List<ClockRule> clocks = new ArrayList<>();
        if (list instanceof List<?> values) {
            values.forEach(value -> clocks.add(clock(map(value))));
        }
        return clocks;
    }

    private static ClockRule clock(Map<?, ?> entry) {
        String id = String.valueOf(entry.get("id"));
        return new ClockRule(
                id,
                with(signals(id, entry.get("starts")), id.equals(ClockRule.DEADLINE), Signal.REWORKED),
                with(
                        signals(id, entry.get("ends")),
                        id.equals(ClockRule.DISPUTE_WINDOW),
                        Signal.ACCEPTED,
                        Signal.HANDLED),
                words(ClockRule.Pause.class, id, entry.get("pauses")),
                limit("process.clocks." + id, map(entry.get("limit"))),
                entry.containsKey("tells") ? words(ClockRule.Told.class, id, entry.get("tells")) : toldBy(id),
                words(ClockRule.Told.class, id, entry.get("escalates")));
    }

    /** What holds in every city: work that begins again has a deadline, and who accepts has nothing to return in time. */
    private static Set<Signal> with(Set<Signal> signals, boolean holds, Signal... also) {
        if (holds) {
            signals.addAll(List.of(also));
        }
        return signals;
    }

    /** Where the pack does not say it. Who is late is told; who waits for others is not. */
    private static Set<ClockRule.Told> toldBy(String clock) {
        return switch (clock) {
            case ClockRule.DISPUTE_WINDOW, ClockRule.CALLBACK, ClockRule.CALLBACK_END -> Set.of();
            case ClockRule.REVIEW, ClockRule.EXTENSION -> Set.of(ClockRule.Told.ABOVE);
            default -> Set.of(ClockRule.Told.SUBJECT);
        };
    }

    private static Set<Signal> signals(String clock, @Nullable Object value) {
        return words(Signal.class, clock, value);
    }

    private static <E extends Enum<E>> Set<E> words(Class<E> type, String clock, @Nullable Object value) {
        Set<E> words = EnumSet.noneOf(type);
        list(value).forEach(word -> words.add(word(type, "process.clocks." + clock, word)));
        return words;
    }

    static List<String> list(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    /** The constant of this word; IllegalArgumentException that names where it stands. */
    static <E extends Enum<E>> E word(Class<E> type, String where, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(where + ": unknown word " + word));
    }

    static @Nullable Limit limit(String where, Map<?, ?> entry) {
        if (entry.isEmpty()) {
            return null;
        }
        Map.Entry<?, ?> only = entry.entrySet().iterator().next();
        Limit.Unit unit = word(Limit.Unit.class, where, only.getKey().toString());
        return new Limit(unit, Integer.parseInt(only.getValue().toString()));
    }
}
