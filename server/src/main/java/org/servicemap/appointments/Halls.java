package org.servicemap.appointments;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;

/**
 * The halls with their queues, in memory: a few hundred, read at every booking. What another server changes is seen when {@link
 * #watch} has run. Thread-safe.
 */
final class Halls {
    static final String TOPIC = "halls";
    private static final int BATCH = 1000;

    private final Database database;
    private final HallStore store;
    private final ChangeLog changes;
    private ChangeLog.@Nullable Position position;
    private volatile @Nullable Map<String, Hall> known;

    Halls(Database database, HallStore store) {
        this.database = database;
        this.store = store;
        this.changes = new ChangeLog(database);
    }

    /** By code of the place. */
    Map<String, Hall> all() {
        Map<String, Hall> halls = known;
        return halls == null ? refresh() : halls;
    }

    Optional<Hall> find(String place) {
        return Optional.ofNullable(all().get(place));
    }

    /** {@code unknown_hall} for a place that takes no bookings. */
    Hall get(String place) {
        return find(place).orElseThrow(() -> AppointmentException.unknownHall(place));
    }

    synchronized Map<String, Hall> refresh() {
        // before reading, so that nothing is missed
        position = changes.end();
        Map<String, Hall> halls = Map.copyOf(database.inSnapshot(store::all));
        known = halls;
        return halls;
    }

    /** Takes up what other servers changed; to be called again and again. */
    synchronized void watch() {
        ChangeLog.Position from = position;
        if (from == null) {
            refresh();
            return;
        }
        boolean changed = false;
        int read;
        do {
            var batch = changes.after(from, BATCH);
            for (ChangeLog.Change change : batch) {
                changed |= change.topic().equals(TOPIC);
                from = change.position();
            }
            read = batch.size();
        } while (read == BATCH);
        position = from;
        if (changed) {
            refresh();
        }
    }

    static void tellOthers(Handle handle, String place) {
        ChangeLog.append(handle, TOPIC, place, "{}");
    }
}
