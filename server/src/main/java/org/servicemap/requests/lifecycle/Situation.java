package org.servicemap.requests.lifecycle;

import java.util.List;
import java.util.Optional;

/** All that decides about an action: the request's facts, the other units, the clocks that run. */
public record Situation(Facts facts, List<Party> parties, List<RunningClock> clocks) {
    public Situation {
        parties = List.copyOf(parties);
        clocks = List.copyOf(clocks);
    }

    public Optional<Party> findParty(String unit, Party.Role role) {
        return parties.stream()
                .filter(party -> party.unit().equals(unit) && party.role() == role)
                .findFirst();
    }

    Optional<RunningClock> findClock(String id) {
        return clocks.stream().filter(clock -> clock.clock().equals(id)).findFirst();
    }
}
