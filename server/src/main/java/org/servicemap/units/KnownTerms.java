package org.servicemap.units;

import java.util.Set;

/** The words that a pack's process defines and that units and categories may use; an empty set allows any. */
public record KnownTerms(Set<String> unitKinds, Set<String> urgencyClasses, Set<String> flags) {
    public static final KnownTerms ANY = new KnownTerms(Set.of(), Set.of(), Set.of());

    public KnownTerms {
        unitKinds = Set.copyOf(unitKinds);
        urgencyClasses = Set.copyOf(urgencyClasses);
        flags = Set.copyOf(flags);
    }
}
