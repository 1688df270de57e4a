package org.servicemap.requests.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Lifecycle;
import org.servicemap.requests.lifecycle.RunningClock;
import org.servicemap.requests.lifecycle.Situation;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.requests.lifecycle.Step;

/** One request being played: time goes on with each step, and clocks speak when they run out on the way. */
final class DemoRun {
    /** Clocks are looked at every few seconds. */
    private static final Duration CLOCK_DELAY = Duration.ofSeconds(3);

    private final Lifecycle lifecycle;
    private final Instant end;
    private final List<DemoStep> steps = new ArrayList<>();
    private Situation now;
    private Instant time;
    private boolean over;

    DemoRun(Lifecycle lifecycle, Facts filed, Instant at, Instant end) {
        this.lifecycle = lifecycle;
        this.end = end;
        now = new Situation(filed, List.of(), List.of());
        time = at;
    }

    Facts facts() {
        return now.facts();
    }

    State state() {
        return now.facts().state();
    }

    Situation situation() {
        return now;
    }

    Instant time() {
        return time;
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    /** Lets time pass; whether the year is not over yet. */
    boolean pass(Duration by) {
        return until(time.plus(by));
    }

    boolean until(Instant next) {
        Instant goal = next.isBefore(time) ? time : next;
        over = over || goal.isAfter(end);
        Instant reached = over ? end : goal;
        for (RunningClock due = due(reached); due != null; due = due(reached)) {
            speak(due);
        }
        time = reached.isAfter(time) ? reached : time;
        return !over;
    }

    /** The clock that runs out next, not later than a moment. */
    private @Nullable RunningClock due(Instant latest) {
        RunningClock first = null;
        for (RunningClock clock : now.clocks()) {
            boolean speaks =
                    clock.pausedAt() == null && !clock.dueAt().plus(CLOCK_DELAY).isAfter(latest) && !clock.spoken();
            if (speaks && (first == null || clock.dueAt().isBefore(first.dueAt()))) {
                first = clock;
            }
        }
        return first;
    }

    private void speak(RunningClock clock) {
        now = now.heard(clock);
        Instant at = clock.dueAt().plus(CLOCK_DELAY);
        time = at.isAfter(time) ? at : time;
        take(Action.OVERDUE, clock.runOut(), DemoAuthor.SYSTEM);
        lifecycle.followUp(facts(), clock).ifPresent(next -> take(next, ActionInput.NONE, DemoAuthor.SYSTEM));
    }

    /** Takes a step at the present moment. */
    void take(Action action, ActionInput input, DemoAuthor author) {
        Step step = lifecycle.take(now, action, input, author.actors(), author.unit(), time);
        steps.add(new DemoStep(time, author, step, input));
        now = now.after(step);
    }

    /** Lets the rest of the year pass. */
    DemoPlayed end() {
        until(end);
        return new DemoPlayed(List.copyOf(steps), now, end);
    }

    @Nullable
    Instant dueOf(String clock) {
        return now.clocks().stream()
                .filter(each -> each.clock().equals(clock) && each.pausedAt() == null)
                .map(RunningClock::dueAt)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    String unit() {
        return facts().text(Field.UNIT);
    }
}
