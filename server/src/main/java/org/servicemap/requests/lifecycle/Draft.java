package org.servicemap.requests.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step while it is made up. */
final class Draft {
    final Situation now;
    final Clocks table;
    final Action action;
    final Instant at;
    final boolean bySystem;
    final Facts.Builder changes = Facts.builder();
    final Map<PartyKey, Party> parties = new LinkedHashMap<>();
    List<RunningClock> clocks;
    private @Nullable Instant deadline;
    private final List<Notice> notices = new ArrayList<>();

    record PartyKey(String unit, Party.Role role) {}

    Draft(Situation now, Clocks table, Action action, Instant at, boolean bySystem) {
        this.now = now;
        this.table = table;
        this.action = action;
        this.at = at;
        this.bySystem = bySystem;
        this.deadline = now.facts().instant(Field.DEADLINE);
        this.clocks = now.clocks();
        now.parties().forEach(this::put);
    }

    void put(Party party) {
        parties.put(new PartyKey(party.unit(), party.role()), party);
    }

    void hear(ClockRule.Signal signal) {
        hear(signal, List.of());
    }

    void hear(ClockRule.Signal signal, List<String> subjects) {
        hear(signal, subjects, deadline);
    }

    /** Of what has to be done by a date of its own. */
    void hear(ClockRule.Signal signal, List<String> subjects, @Nullable Instant due) {
        clocks = table.hear(clocks, signal, subjects, due, at);
    }

    void deadline(@Nullable Instant until) {
        deadline = until;
        changes.set(Field.DEADLINE, until);
    }

    @Nullable
    Instant deadline() {
        return deadline;
    }

    void tell(Notice notice) {
        if (!notices.contains(notice)) {
            notices.add(notice);
        }
    }

    void tellPetitioner(Notice.Kind kind) {
        tell(Notice.petitioner(kind));
    }

    /** Tells the leading unit, if there is one. */
    void tellUnit(Notice.Kind kind) {
        String unit = now.facts().text(Field.UNIT);
        if (unit != null) {
            tell(Notice.unit(kind, unit));
        }
    }

    /** Tells the units that were asked to assist, or whistled for, each once. */
    void tellAsked(Notice.Kind kind) {
        now.parties().stream()
                .filter(party -> party.role() == Party.Role.ASSISTANT || party.role() == Party.Role.WHISTLED)
                .map(Party::unit)
                .distinct()
                .forEach(unit -> tell(Notice.unit(kind, unit)));
    }

    Step step() {
        return new Step(action, changes.build(), List.copyOf(parties.values()), clocks, notices);
    }
}
