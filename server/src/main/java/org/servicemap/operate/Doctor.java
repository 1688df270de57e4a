package org.servicemap.operate;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;

/** Checks a deployment from the machine that it runs on; changes nothing, and needs no server to run. */
public final class Doctor {
    private final Deployment deployment;
    private final DatabaseSettings settings;

    public Doctor(Deployment deployment, DatabaseSettings settings) {
        this.deployment = deployment;
        this.settings = settings;
    }

    /** All checks; a few seconds where a door stays shut. */
    public List<Finding> examine() {
        List<Finding> found = new ArrayList<>(database());
        found.addAll(new MachineChecks(deployment).run());
        found.addAll(new NetworkChecks(deployment).run());
        return List.copyOf(found);
    }

    /** What a running server can say at once: knocks nowhere. */
    static List<Finding> glance(Handle handle, Deployment deployment) {
        List<Finding> found = new ArrayList<>(new DatabaseChecks(handle, deployment).run());
        found.addAll(new MachineChecks(deployment).run());
        found.addAll(NetworkChecks.address(deployment));
        return List.copyOf(found);
    }

    private List<Finding> database() {
        if (deployment.embedded() && !Database.isThere(deployment.data())) {
            return List.of(Finding.ok("db", "", "there is no database yet; the first start makes one"));
        }
        List<Finding> found = new ArrayList<>();
        try {
            Database.look(settings, handle -> found.addAll(new DatabaseChecks(handle, deployment).run()));
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return List.of(Finding.fail("db", "", "the database cannot be reached: " + cause.getMessage()));
        }
        found.add(0, Finding.ok("db", "", "the database answers"));
        return found;
    }
}
