package org.servicemap.courtyard;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who looks after grids on a day. */
@FunctionalInterface
public interface GridKeepers {
    /**
     * One who does.
     *
     * @param name null where the account has none but its login
     * @param duty {@code warden} or {@code steward}
     * @param substitute whether for somebody else
     */
    record Keeper(@Nullable String name, String duty, String grid, boolean substitute) {}

    List<Keeper> of(Handle handle, Collection<String> grids, LocalDate day);
}
