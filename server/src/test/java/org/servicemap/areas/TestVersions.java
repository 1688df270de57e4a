package org.servicemap.areas;

import org.servicemap.storage.Database;

/** Clears what tests of one class leave to each other. */
final class TestVersions {
    private TestVersions() {}

    static void deleteAll(Database database) {
        database.useTransaction(handle -> {
            handle.execute("ALTER TABLE area_activations DISABLE TRIGGER USER");
            handle.execute("TRUNCATE area_activations, area_versions, geometries, city CASCADE");
            handle.execute("ALTER TABLE area_activations ENABLE TRIGGER USER");
        });
    }
}
