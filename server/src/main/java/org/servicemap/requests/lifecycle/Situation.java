package org.servicemap.requests.lifecycle;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that decides about an action: the request's facts, the other units, the clocks that run.
 *
 * @param replaced what the last reassignment or redirection put an end to, while that can be taken back; else null
 */
public record Situation(
        Facts facts,
        List<Party> parties,
        List<RunningClock> clocks,
        @Nullable Situation replaced) {
    public Situation(Facts facts, List<Party> parties, List<RunningClock> clocks) {
        this(facts, parties, clocks, null);
    }

    public Situation {
        parties = List.copyOf(parties);
        clocks = List.copyOf(clocks);
    }

    public Optional<Party> findParty(String unit, Party.Role role) {
        return parties.stream()
                .filter(party -> party.unit().equals(unit) && party.role() == role)
                .findFirst();
    }

    /** As it is after a step. */
    public Situation after(Step step) {
        return new Situation(facts.with(step.changes()), step.parties(), step.clocks());
    }

    /** What has to be kept of it while a reassignment can be taken back: neither who nor where. */
    public Situation replaceable() {
        return new Situation(facts.only(Dispatches.REPLACED), parties, clocks);
    }

    public Situation replacing(@Nullable Situation earlier) {
        return new Situation(facts, parties, clocks, earlier);
    }

    /** The same after a clock ran out and was heard. */
    public Situation heard(RunningClock clock) {
        List<RunningClock> heard = clocks.stream()
                .map(each -> each.equals(clock) ? each.heard() : each)
                .toList();
        return new Situation(facts, parties, heard, replaced);
    }

    Optional<RunningClock> findClock(String id) {
        return clocks.stream().filter(clock -> clock.clock().equals(id)).findFirst();
    }
}
