package org.servicemap.gazetteer;

import java.util.List;
import java.util.function.Consumer;
import org.servicemap.geo.BBox;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;

/** The city's addresses, compounds, roads and intersections. Thread-safe. */
public final class Gazetteer {
    private final Database database;
    private final GazetteerStore store;

    public Gazetteer(Database database) {
        this.database = database;
        this.store = new GazetteerStore(database);
    }

    /** Puts this content in place of what was there, whole or not at all; joins the caller's transaction. */
    public void replace(GazetteerContent content) {
        database.useTransaction(handle -> {
            store.replace(handle, content);
            ChangeLog.append(handle, "gazetteer", "", "{}");
        });
    }

    /** Roads that may lie in a box, by code, so many at most. */
    List<Road> roads(BBox box, int most) {
        return database.jdbi().withHandle(handle -> store.roads(handle, box, most));
    }

    /** A number that changes with every replacement; 0 while there is no gazetteer. */
    public long revision() {
        return database.jdbi().withHandle(store::revision);
    }

    /** All of it, as one state. */
    public GazetteerContent content() {
        return database.inSnapshot(store::content);
    }

    void each(Consumer<Entry> consumer) {
        database.inSnapshot(handle -> {
            store.each(handle, consumer);
            return true;
        });
    }
}
