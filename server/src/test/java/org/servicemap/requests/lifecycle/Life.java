package org.servicemap.requests.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.WorkingCalendar;

/** One request played by the rules of an invented city, without a database: its situation and what was told last. */
final class Life {
    /** A Monday. */
    static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    private static final Map<String, Object> PROCESS = Map.of(
            "whistle",
            true,
            "request_kinds",
            List.of(Map.of("id", "help"), Map.of("id", "suggestion"), Map.of("id", "tip_off")),
            "urgency_classes",
            List.of(
                    Map.of("id", "ordinary", "limit", Map.of("days", 7)),
                    Map.of("id", "complex", "limit", Map.of("working_days", 15)),
                    Map.of("id", "none")),
            "clocks",
            List.of(
                    clock("acceptance", List.of("dispatched"), List.of("accepted"), Map.of("hours", 24)),
                    clock(
                            "first_contact",
                            List.of("dispatched", "reworked"),
                            List.of("contacted"),
                            Map.of("hours", 24)),
                    clock("dispute_window", List.of("dispatched"), List.of("disputed"), Map.of("working_days", 1)),
                    clock("review", List.of("disputed"), List.of("adjudicated"), Map.of("working_days", 1)),
                    clock("whistle", List.of("whistled"), List.of("reported_in"), Map.of("hours", 24)),
                    clock("extension", List.of("requested"), List.of("decided"), Map.of("working_days", 1)),
                    clock("callback", List.of("handled", "asked"), List.of("called_back"), Map.of("days", 3)),
                    clock("callback_end", List.of("handled", "asked"), List.of("called_back"), Map.of("days", 10)),
                    Map.of(
                            "id", "deadline",
                            "starts", "dispatched",
                            "ends", "handled",
                            "pauses", List.of("suspension"),
                            "escalates", "above")));

    private final Lifecycle lifecycle;
    Situation now;
    Instant time = START;
    Step last = new Step(Action.FILE, Facts.NONE, List.of(), List.of(), List.of());

    Life() {
        this("ordinary");
    }

    Life(String urgency) {
        this(urgency, PROCESS);
    }

    /** By the rules of a pack's block {@code process}. */
    Life(String urgency, Map<String, ?> process) {
        lifecycle = lifecycle(process);
        now = new Situation(
                Facts.builder()
                        .state(State.RECEIVED)
                        .set(Field.URGENCY, urgency)
                        .set(Field.RECEIVED_AT, START)
                        .set(Field.PETITIONER, 77L)
                        .build(),
                List.of(),
                List.of());
    }

    private static Map<String, Object> clock(String id, List<String> starts, List<String> ends, Map<String, ?> limit) {
        return Map.of("id", id, "starts", starts, "ends", ends, "limit", limit);
    }

    private static Lifecycle lifecycle(Map<String, ?> process) {
        ProcessRules rules = ProcessRules.of(process);
        return new Lifecycle(rules, new Clocks(rules.clocks(), WorkingCalendar.PLAIN, ZoneOffset.UTC), Life::above);
    }

    /** S001 stands below D01, that below nobody. */
    private static @Nullable String above(String unit) {
        return unit.startsWith("S") ? "D01" : null;
    }

    static ActionInput.Builder input() {
        return ActionInput.builder();
    }

    /** As somebody who may do all of it, for the leading unit. */
    Step take(Action action, ActionInput.Builder input) {
        return take(action, input, now.facts().text(Field.UNIT), Set.of(Actor.values()));
    }

    Step take(Action action, ActionInput.Builder input, @Nullable String unit, Set<Actor> actors) {
        last = lifecycle.take(now, action, input.build(), actors, unit, time);
        now = now.after(last);
        return last;
    }

    /** By a person, to S001. */
    Life dispatched() {
        take(Action.DISPATCH, input().text(Input.UNIT, "S001"), null, Set.of(Actor.DISPATCHER));
        return this;
    }

    Life accepted() {
        dispatched().take(Action.ACCEPT, input());
        return this;
    }

    Life handled() {
        accepted().take(Action.HANDLE, input().text(Input.REPLY, "清理了").text(Input.OUTCOME, "solved"));
        return this;
    }

    Life pass(Duration by) {
        time = time.plus(by);
        return this;
    }

    @Nullable
    Instant deadline() {
        return now.facts().instant(Field.DEADLINE);
    }

    List<String> clocks() {
        return now.clocks().stream().map(RunningClock::clock).sorted().toList();
    }

    RunningClock clock(String id) {
        return now.findClock(id).orElseThrow();
    }

    List<Notice.Kind> toldTo(@Nullable String unit) {
        return last.notices().stream()
                .filter(notice -> java.util.Objects.equals(notice.unit(), unit))
                .map(Notice::kind)
                .toList();
    }
}
