package org.servicemap.units;

import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;

/**
 * The units, categories and hotlines in force. Read once and kept; {@link #refresh} reads again after a change that another
 * process made (topic {@value #TOPIC} in the change log). Thread-safe.
 */
public final class Units {
    public static final String TOPIC = "units";

    private final Database database;
    private final UnitStore store = new UnitStore();
    private final AtomicReference<@Nullable UnitsView> current = new AtomicReference<>();

    public Units(Database database) {
        this.database = database;
    }

    /** Everything at one moment. */
    public UnitsView current() {
        UnitsView view = current.get();
        return view == null ? refresh() : view;
    }

    /** Reads the database again. */
    public UnitsView refresh() {
        UnitsView view = new UnitsView(database.inSnapshot(store::read));
        current.set(view);
        return view;
    }

    /** Reads in the handle's transaction, without keeping it. */
    public UnitTables read(Handle handle) {
        return store.read(handle);
    }

    /** Makes the tables what is given, in one transaction: all or nothing. Expects tables that {@link UnitChecks} passed. */
    public void replace(UnitTables tables) {
        database.useTransaction(handle -> replace(handle, tables));
        refresh();
    }

    /** The same inside a larger transaction; {@link #refresh} after it has committed. */
    public void replace(Handle handle, UnitTables tables) {
        store.replace(handle, tables);
        tellOthers(handle);
    }

    static void tellOthers(Handle handle) {
        ChangeLog.append(handle, TOPIC, "", "{}");
    }
}
