package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Units that help the leading one: asked to assist, or whistled for. */
final class Summons {
    private final Function<String, @Nullable String> unitAbove;

    Summons(Function<String, @Nullable String> unitAbove) {
        this.unitAbove = unitAbove;
    }

    static void askAssistance(Draft draft, ActionInput input) {
        draft.hear(ClockRule.Signal.ASSISTANCE_ASKED, input.list(Input.UNITS), input.until());
        for (String unit : input.list(Input.UNITS)) {
            draft.put(Party.asked(unit, Party.Role.ASSISTANT, draft.at, input.until()));
            draft.tell(new Notice(Notice.Kind.ASSISTANCE_ASKED, unit, ClockRule.ASSISTANCE, input.until()));
        }
    }

    static void assist(Draft draft, @Nullable String unit) {
        answer(draft, Party.Role.ASSISTANT, unit, Party.Status.REPORTED);
        draft.hear(ClockRule.Signal.ASSISTED, unit == null ? List.of() : List.of(unit));
    }

    static void answer(Draft draft, Party.Role role, @Nullable String unit, Party.Status how) {
        if (unit == null) {
            throw new LifecycleException(LifecycleException.NOT_ALLOWED, null, "you act for no unit");
        }
        Party asked = draft.now
                .findParty(unit, role)
                .orElseThrow(() -> new LifecycleException(
                        LifecycleException.NOT_ALLOWED, null, "the unit " + unit + " was not asked"));
        draft.put(asked.answered(how, draft.at));
    }

    static void whistle(Draft draft, ActionInput input) {
        List<String> units = input.list(Input.UNITS);
        draft.hear(ClockRule.Signal.WHISTLED, units);
        if (input.has(Input.UNTIL)) {
            draft.clocks = draft.clocks.stream()
                    .map(clock -> units.stream().anyMatch(unit -> isOf(draft, clock, unit))
                            ? clock.until(input.until())
                            : clock)
                    .toList();
        }
        for (String unit : units) {
            Instant due = draft.clocks.stream()
                    .filter(clock -> isOf(draft, clock, unit))
                    .map(RunningClock::dueAt)
                    .findFirst()
                    .orElse(input.findUntil());
            draft.put(Party.asked(unit, Party.Role.WHISTLED, draft.at, due));
            draft.tell(new Notice(Notice.Kind.WHISTLED, unit, ClockRule.WHISTLE, due));
        }
    }

    /** Whether it is the whistle's clock for a unit, which may assist besides. */
    private static boolean isOf(Draft draft, RunningClock clock, String unit) {
        return clock.subject().equals(unit)
                && draft.table.rule(clock.clock()).starts().contains(ClockRule.Signal.WHISTLED);
    }

    static void reportIn(Draft draft, @Nullable String unit, Party.Status how) {
        answer(draft, Party.Role.WHISTLED, unit, how);
        draft.hear(ClockRule.Signal.REPORTED_IN, unit == null ? List.of() : List.of(unit));
    }

    /** A refusal goes to the unit above the one that summoned, for investigation. */
    void decline(Draft draft, @Nullable String unit) {
        reportIn(draft, unit, Party.Status.DECLINED);
        draft.tellUnit(Notice.Kind.WHISTLE_DECLINED);
        String lead = draft.now.facts().text(Field.UNIT);
        String above = lead == null ? null : unitAbove.apply(lead);
        if (above != null) {
            draft.put(Party.told(above, Party.Role.ESCALATED, draft.at));
            draft.tell(Notice.unit(Notice.Kind.WHISTLE_DECLINED, above));
        }
    }

    /** Both sides: the leading unit scores a whistled one, a whistled one scores the leading unit. */
    static void appraise(Draft draft, ActionInput input, @Nullable String unit) {
        int score = (int) input.number(Input.SCORE);
        String subject = input.text(Input.UNIT);
        String lead = draft.now.facts().text(Field.UNIT);
        boolean ofLead = subject.equals(lead);
        String party = ofLead ? unit : subject;
        if (party == null || party.equals(lead)) {
            throw new LifecycleException(LifecycleException.NOT_ALLOWED, null, "a unit does not appraise itself");
        }
        draft.now
                .findParty(party, Party.Role.WHISTLED)
                .ifPresent(found -> draft.put(ofLead ? found.scored(null, score) : found.scored(score, null)));
    }
}
