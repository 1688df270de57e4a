package org.servicemap.app;

import java.util.List;
import java.util.Set;
import org.servicemap.calendars.Calendars;
import org.servicemap.routing.Catalogues;
import org.servicemap.storage.ChangeLog;
import org.servicemap.units.Units;

/**
 * Takes up what other processes (commands, other servers) changed: units, categories, calendar, catalogue and the city's
 * record. Areas and names have watches of their own.
 */
final class ChangeWatch implements Runnable {
    private static final int BATCH = 1000;
    private static final String CITY_TOPIC = "city";
    private static final Set<String> TOPICS = Set.of(Units.TOPIC, Catalogues.TOPIC, Calendars.TOPIC, CITY_TOPIC);

    private final ChangeLog changes;
    private final Catalogues catalogues;
    private ChangeLog.Position position;

    /** Begins with what happens from now on. */
    ChangeWatch(ChangeLog changes, Catalogues catalogues) {
        this.changes = changes;
        this.catalogues = catalogues;
        this.position = changes.end();
    }

    @Override
    public void run() {
        boolean refresh = false;
        List<ChangeLog.Change> batch;
        do {
            batch = changes.after(position, BATCH);
            for (ChangeLog.Change change : batch) {
                refresh |= TOPICS.contains(change.topic());
                position = change.position();
            }
        } while (batch.size() == BATCH);
        if (refresh) {
            catalogues.refresh();
        }
    }
}
