package org.servicemap.requests;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What another part of the program keeps of a person, found by the phone numbers (normalised) and the accounts that the person has
 * shown to be theirs. All happens in the handle's transaction.
 */
public interface PersonalRecords {
    /** How many bookings and the like are kept of the person. */
    int count(Handle handle, Collection<String> phones, Collection<Long> accounts);

    /** Numbers of what has not come to its end: while there is one, nothing is given up. */
    List<String> open(Handle handle, Collection<String> phones, Collection<Long> accounts);

    /** A copy for the person, each as plain JSON values. */
    List<Map<String, Object>> copy(Handle handle, Collection<String> phones, Collection<Long> accounts);

    /** Forgets who it was; answers how many there were. */
    int erase(Handle handle, Collection<String> phones, Collection<Long> accounts);

    /** Forgets who it was of all that ended before; at most so many, answers how many. */
    int forgetBefore(Handle handle, Instant before, int limit);
}
