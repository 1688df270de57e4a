package org.servicemap.requests.lifecycle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.servicemap.calendars.Limit;

/**
 * What a city's pack says about callbacks ({@code process.callback}).
 *
 * @param attempts that must fail before a request is closed as not reached
 * @param reworks how often "not solved" sends a request back to work before it is closed as it is
 * @param unreached why an attempt may have failed
 * @param precedence all ways, the one first whose result counts before the others'
 * @param late how long after a request was closed another result is still taken
 * @param link how long the link in a message can be used
 */
public record CallbackRules(
        int attempts, int reworks, Set<String> unreached, List<Way> precedence, Limit late, Limit link) {
    private static final Set<String> UNREACHED = Set.of("no_answer", "wrong_number", "refused", "no_contact");
    private static final Limit LATE = Limit.days(15);
    private static final Limit LINK = Limit.days(7);

    public CallbackRules {
        unreached = Set.copyOf(unreached);
        precedence = List.copyOf(precedence);
    }

    static CallbackRules of(Map<?, ?> block) {
        return new CallbackRules(
                ProcessRules.integer(block.get("attempts"), 3),
                ProcessRules.integer(block.get("reworks"), 1),
                ProcessRules.words(block.get("unreached"), UNREACHED),
                precedence(ProcessRules.list(block.get("precedence"))),
                limit(block, "late", LATE),
                limit(block, "link", LINK));
    }

    /** Ways that the pack does not name come last, in their own order; what a unit says about its own work always does. */
    private static List<Way> precedence(List<String> named) {
        List<Way> ways = new ArrayList<>();
        named.forEach(word -> ways.add(ProcessRules.word(Way.class, "process.callback.precedence", word)));
        if (new HashSet<>(ways).size() < ways.size()) {
            throw new IllegalArgumentException("process.callback.precedence: a way stands twice in " + named);
        }
        if (ways.contains(Way.UNIT) && ways.indexOf(Way.UNIT) < Way.values().length - 1) {
            throw new IllegalArgumentException("process.callback.precedence: unit comes after all other ways");
        }
        List.of(Way.values()).stream().filter(way -> !ways.contains(way)).forEach(ways::add);
        return ways;
    }

    private static Limit limit(Map<?, ?> block, String key, Limit fallback) {
        Limit limit = ProcessRules.limit("process.callback." + key, ProcessRules.map(block.get(key)));
        return limit == null ? fallback : limit;
    }

    /** Whether a result that came in this way is taken in place of one that came in the other. */
    boolean replaces(Way fresh, Way counting) {
        return precedence.indexOf(fresh) <= precedence.indexOf(counting);
    }
}
