package org.servicemap.storage;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to the program's schema. Of several processes that try at once, one may: see {@link Database#alone}. */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String AVAILABLE = "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'";
    private static final String INSTALLED = "SELECT 1 FROM pg_extension WHERE extname = 'postgis'";

    /** Who brings the schema to a version does it alone, under this name. */
    static final String SCHEMA = "the schema";

    private Migrations() {}

    /**
     * Returns whether the database has PostGIS.
     *
     * @param newest the last migration that may run, or null for all
     */
    static boolean run(DataSource dataSource, @Nullable String newest, Alone alone) {
        Optional<Boolean> postgis = newest == null ? upToDate(dataSource) : Optional.empty();
        // Flyway's own lock is taken only once its table is there: two first starts at once would both make it
        return postgis.orElseGet(() -> alone.run(SCHEMA, () -> runAlone(dataSource, newest)));
    }

    /** See {@link Database#alone}. */
    interface Alone {
        boolean run(String name, Supplier<Boolean> work);
    }

    private static boolean runAlone(DataSource dataSource, @Nullable String newest) {
        boolean postgis = Jdbi.create(dataSource).withHandle(Migrations::withPostgis);
        Optional<KnownSchema> known = newest == null ? KnownSchema.ofThisProgram(postgis) : Optional.empty();
        if (known.isPresent() && isUpToDate(dataSource, known.get())) {
            return postgis;
        }
        Jdbi.create(dataSource).useHandle(SchemaVersions::requireNewProgram);
        migrate(dataSource, postgis, locations(postgis), newest);
        known.ifPresent(program ->
                Jdbi.create(dataSource).useHandle(handle -> program.note(handle, SchemaVersions.newestKnown())));
        return postgis;
    }

    /** Whether it has PostGIS, where this same program left it as it is: then nobody is waited for. */
    private static Optional<Boolean> upToDate(DataSource dataSource) {
        boolean postgis = Jdbi.create(dataSource).withHandle(handle -> has(handle, INSTALLED));
        return KnownSchema.ofThisProgram(postgis)
                .filter(known -> isUpToDate(dataSource, known))
                .map(known -> postgis);
    }

    private static boolean isUpToDate(DataSource dataSource, KnownSchema program) {
        Optional<Integer> newest = Jdbi.create(dataSource).withHandle(program::upToDate);
        if (newest.isEmpty()) {
            return false;
        }
        SchemaVersions.remember(newest.get());
        Jdbi.create(dataSource).useHandle(SchemaVersions::requireNewProgram);
        return true;
    }

    private static List<String> locations(boolean postgis) {
        return postgis
                ? List.of("classpath:migrations/common", "classpath:migrations/postgis")
                : List.of("classpath:migrations/common");
    }

    private static void migrate(
            DataSource dataSource, boolean postgis, List<String> locations, @Nullable String newest) {
        try {
            Flyway.configure()
                    .dataSource(dataSource)
                    .target(newest == null ? MigrationVersion.LATEST : MigrationVersion.fromVersion(newest))
                    .locations(locations.toArray(String[]::new))
                    .table("schema_history")
                    // Where PostGIS comes to a database later, its migrations are older than the last common one; and
                    // two that were
                    // made side by side may land in either order.
                    .outOfOrder(true)
                    .baselineOnMigrate(postgis)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException(
                    "migration_failed", "cannot bring the database to this version's schema: " + e.getMessage(), e);
        }
    }

    private static boolean has(Handle handle, String question) {
        return handle.createQuery(question).mapTo(Integer.class).findOne().isPresent();
    }

    private static boolean withPostgis(Handle handle) {
        if (has(handle, INSTALLED)) {
            return true;
        }
        if (!has(handle, AVAILABLE)) {
            return false;
        }
        try {
            handle.execute("CREATE EXTENSION IF NOT EXISTS postgis");
            LOG.info("installed PostGIS into the database");
            return true;
        } catch (RuntimeException e) {
            throw new StorageException(
                    "postgis_not_allowed",
                    "the server has PostGIS but this user may not install it: ask for CREATE EXTENSION postgis",
                    e);
        }
    }
}
