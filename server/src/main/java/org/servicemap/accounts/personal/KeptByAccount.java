package org.servicemap.accounts.personal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What a part of the program keeps of persons, found by their accounts: copied and given up in the handle's transaction. */
public interface KeptByAccount {
    /** How many things there are. */
    int count(Handle handle, Collection<Long> accounts);

    /** A copy for the person, each as plain JSON values. */
    List<Map<String, Object>> copy(Handle handle, Collection<Long> accounts);

    /** Forgets who it was; answers how many there were. */
    int erase(Handle handle, Collection<Long> accounts);

    /** Forgets who it was of all that ended before; at most so many, answers how many. */
    int forgetBefore(Handle handle, Instant before, int limit);
}
