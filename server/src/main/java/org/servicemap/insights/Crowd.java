package org.servicemap.insights;

import java.util.HashSet;
import java.util.Set;

/**
 * Requests taken together, and who made them. Of petitioners only as many are remembered as must be told apart: whether two crowds
 * together have k different ones can be said from k of each. Not thread-safe.
 */
final class Crowd {
    private final int k;
    private final Set<Long> people = new HashSet<>();
    private final Set<Long> unlisted = new HashSet<>();
    private int requests;

    Crowd(int k) {
        this.k = k;
    }

    /** @param listed whether such requests are public one by one, so that everybody can take them off a sum */
    void add(int more, Set<Long> petitioners, boolean listed) {
        requests += more;
        take(people, petitioners);
        if (!listed) {
            take(unlisted, petitioners);
        }
    }

    void add(Crowd other) {
        requests += other.requests;
        take(people, other.people);
        take(unlisted, other.unlisted);
    }

    private void take(Set<Long> into, Set<Long> from) {
        for (Long person : from) {
            if (into.size() >= k) {
                return;
            }
            into.add(person);
        }
    }

    int requests() {
        return requests;
    }

    boolean isEmpty() {
        return requests == 0;
    }

    /** Whether there are some that are not public one by one. */
    boolean isHidden() {
        return !unlisted.isEmpty();
    }

    /** Whether its sum may be known: of k people at least, and of k or none without those whose requests are listed. */
    boolean mayBeKnown() {
        return requests >= k && people.size() >= k && (unlisted.isEmpty() || unlisted.size() >= k);
    }
}
