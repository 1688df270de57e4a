package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.Limit;
import org.servicemap.calendars.WorkingCalendar;

/** Starts, stops and ends the clocks of a request by the city's table. Pure. */
public final class Clocks {
    private final List<ClockRule> rules;
    private final WorkingCalendar calendar;
    private final ZoneId zone;

    public Clocks(List<ClockRule> rules, WorkingCalendar calendar, ZoneId zone) {
        this.rules = List.copyOf(rules);
        this.calendar = calendar;
        this.zone = zone;
    }

    /**
     * The clocks after something happened.
     *
     * @param subjects units for which clocks are started or ended; empty where it happens to the whole request
     * @param deadline when clocks run out that have no limit of their own: the request's deadline, or the date that was named
     */
    public List<RunningClock> hear(
            List<RunningClock> running,
            ClockRule.Signal signal,
            List<String> subjects,
            @Nullable Instant deadline,
            Instant now) {
        if (signal == ClockRule.Signal.ENDED) {
            return List.of();
        }
        List<RunningClock> after = new ArrayList<>();
        for (RunningClock clock : running) {
            if (!ends(clock, signal, subjects)) {
                after.add(clock);
            }
        }
        for (ClockRule rule : rules) {
            if (rule.starts().contains(signal)) {
                start(after, rule, subjects, deadline, now);
            }
        }
        return List.copyOf(after);
    }

    /** What happens to the whole request concerns each unit that has a clock of its own. */
    private boolean ends(RunningClock clock, ClockRule.Signal signal, List<String> subjects) {
        return rule(clock.clock()).ends().contains(signal)
                && (clock.subject().isEmpty() || subjects.isEmpty() || subjects.contains(clock.subject()));
    }

    private void start(
            List<RunningClock> clocks, ClockRule rule, List<String> subjects, @Nullable Instant deadline, Instant now) {
        Instant due = rule.limit() == null ? deadline : calendar.deadline(now, rule.limit(), zone);
        if (due == null) {
            return;
        }
        // only what is asked of several units at once has a clock for each of them
        boolean each = rule.starts().stream().anyMatch(ClockRule.Signal::isForEach);
        for (String subject : each ? subjects : List.of("")) {
            RunningClock fresh = RunningClock.started(rule.id(), subject, now, due);
            RunningClock kept = clocks.stream()
                    .filter(fresh::isSame)
                    .map(fresh::after)
                    .findFirst()
                    .orElse(fresh);
            clocks.removeIf(fresh::isSame);
            clocks.add(kept);
        }
    }

    /** When a limit that begins then is over. */
    Instant end(Limit limit, Instant from) {
        return calendar.deadline(from, limit, zone);
    }

    /** When the time in which a dispatch may be disputed is over; null when the city does not limit it. */
    @Nullable
    Instant disputableUntil(Instant dispatched) {
        return rules.stream()
                .filter(rule -> rule.id().equals(ClockRule.DISPUTE_WINDOW))
                .map(ClockRule::limit)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .map(limit -> end(limit, dispatched))
                .orElse(null);
    }

    List<RunningClock> pause(List<RunningClock> running, ClockRule.Pause why, Instant now) {
        return running.stream()
                .map(clock -> rule(clock.clock()).pauses().contains(why) ? clock.pause(now) : clock)
                .toList();
    }

    /** All that stood go on; the time that they stood is added. */
    List<RunningClock> resume(List<RunningClock> running, Instant now) {
        return running.stream().map(clock -> clock.resume(now)).toList();
    }

    List<RunningClock> moveDeadline(List<RunningClock> running, Instant deadline) {
        return running.stream()
                .map(clock -> clock.clock().equals(ClockRule.DEADLINE) ? clock.until(deadline) : clock)
                .toList();
    }

    List<RunningClock> without(List<RunningClock> running, Set<String> ids) {
        return running.stream().filter(clock -> !ids.contains(clock.clock())).toList();
    }

    /** A rule that the pack no longer has ends with everything and pauses for nothing. */
    ClockRule rule(String id) {
        return rules.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseGet(() -> new ClockRule(
                        id, Set.of(), Set.of(ClockRule.Signal.HANDLED), Set.of(), null, Set.of(), Set.of()));
    }
}
