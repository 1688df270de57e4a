package org.servicemap.storage;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;

/** What the database's handles do when a change was committed: nothing, unless their {@link Database} says otherwise. */
public final class AfterChange implements JdbiConfig<AfterChange> {
    private Runnable told = () -> {};

    /** Made by JDBI, by reflection. */
    public AfterChange() {}

    void tell(Runnable changed) {
        told = changed;
    }

    /** After the handle's transaction has committed; at once when there is none. */
    static void in(Handle handle) {
        Runnable told = handle.getConfig(AfterChange.class).told;
        if (handle.isInTransaction()) {
            handle.afterCommit(told);
        } else {
            told.run();
        }
    }

    @Override
    public AfterChange createCopy() {
        AfterChange copy = new AfterChange();
        copy.told = told;
        return copy;
    }
}
