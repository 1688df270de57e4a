package org.servicemap.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.storage.SchemaVersions;

/** Looks at a database: changes nothing. */
final class DatabaseChecks {
    private static final int OLDEST = 15;
    private static final Duration SKEW = Duration.ofSeconds(1);
    private static final Duration BAD_SKEW = Duration.ofSeconds(30);
    private static final int SPARE = 10;

    private final Handle handle;
    private final Deployment deployment;

    DatabaseChecks(Handle handle, Deployment deployment) {
        this.handle = handle;
        this.deployment = deployment;
    }

    List<Finding> run() {
        List<Finding> found = new ArrayList<>();
        found.add(version());
        found.add(postgis());
        found.add(encoding());
        found.add(durable());
        found.add(clock());
        found.add(connections());
        found.add(schema());
        found.add(backup());
        return found;
    }

    private String setting(String name) {
        return handle.createQuery("SELECT coalesce(current_setting(:name, true), '')")
                .bind("name", name)
                .mapTo(String.class)
                .one();
    }

    private Finding version() {
        String version = setting("server_version");
        int major = Integer.parseInt(setting("server_version_num")) / 10_000;
        return major < OLDEST
                ? Finding.fail("db_version", version, "PostgreSQL " + OLDEST + " or newer is needed")
                : Finding.ok("db_version", version, "PostgreSQL " + version);
    }

    private Finding postgis() {
        String version = handle.createQuery("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
                .mapTo(String.class)
                .findOne()
                .orElse("");
        if (!version.isEmpty()) {
            return Finding.ok("db_postgis", version, "PostGIS " + version);
        }
        return deployment.embedded()
                ? Finding.ok("db_postgis", "", "the embedded database has no PostGIS and needs none")
                : Finding.warn(
                        "db_postgis", "", "no PostGIS: GIS programs find no geometries (CREATE EXTENSION postgis)");
    }

    private Finding encoding() {
        String encoding = setting("server_encoding");
        return encoding.equals("UTF8")
                ? Finding.ok("db_encoding", encoding, "texts are UTF-8")
                : Finding.fail("db_encoding", encoding, "the database's encoding is " + encoding + ", not UTF8");
    }

    private Finding durable() {
        List<String> off = new ArrayList<>();
        for (String name : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            if (setting(name).equals("off")) {
                off.add(name);
            }
        }
        return off.isEmpty()
                ? Finding.ok("db_durable", "", "a crash of the machine loses nothing that was answered")
                : Finding.fail(
                        "db_durable", String.join(", ", off), "a crash of the machine loses data: " + off + " is off");
    }

    private Finding clock() {
        Instant before = Instant.now();
        Instant there = handle.createQuery("SELECT clock_timestamp()")
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant();
        Duration way = Duration.between(before, Instant.now()).dividedBy(2);
        Duration off = Duration.between(before.plus(way), there).abs();
        String seconds = off.toMillis() / 1000.0 + " s";
        if (off.compareTo(BAD_SKEW) > 0) {
            return Finding.fail("clock_skew", seconds, "this machine's clock and the database's differ by " + seconds);
        }
        return off.compareTo(SKEW) > 0
                ? Finding.warn("clock_skew", seconds, "this machine's clock and the database's differ by " + seconds)
                : Finding.ok("clock_skew", seconds, "the clocks agree");
    }

    private Finding connections() {
        int most = Integer.parseInt(setting("max_connections"));
        int used = handle.createQuery("SELECT count(*) FROM pg_stat_activity")
                .mapTo(Integer.class)
                .one();
        String numbers = used + " / " + most;
        return most - used < SPARE || deployment.pool() + SPARE > most
                ? Finding.warn("db_connections", numbers, "few connections are left: " + numbers + " in use")
                : Finding.ok("db_connections", numbers, numbers + " connections in use");
    }

    private Finding schema() {
        boolean there = handle.createQuery("SELECT to_regclass('schema_history') IS NOT NULL")
                .mapTo(Boolean.class)
                .one();
        if (!there) {
            return Finding.warn("db_schema", "", "the database is empty; the first start makes the schema");
        }
        List<Integer> applied = SchemaVersions.applied(handle);
        int here = applied.isEmpty() ? 0 : applied.get(applied.size() - 1);
        int known = SchemaVersions.newestKnown();
        int floor = SchemaVersions.floor(handle);
        if (known < floor) {
            return Finding.fail(
                    "db_schema",
                    "V" + here,
                    "the database needs a program that knows V" + floor + ", this knows V" + known);
        }
        if (here > known) {
            return Finding.warn(
                    "db_schema", "V" + here, "a newer program has been here: V" + here + ", this knows V" + known);
        }
        return here < known
                ? Finding.warn(
                        "db_schema", "V" + here, "the next start brings the schema from V" + here + " to V" + known)
                : Finding.ok("db_schema", "V" + here, "the schema is this program's");
    }

    private Finding backup() {
        boolean there = handle.createQuery("SELECT to_regclass('backup_runs') IS NOT NULL")
                .mapTo(Boolean.class)
                .one();
        Double age = there
                ? handle.createQuery(
                                "SELECT extract(epoch FROM clock_timestamp() - max(ended_at)) / 3600 FROM backup_runs")
                        .mapTo(Double.class)
                        .findOne()
                        .orElse(null)
                : null;
        return Backups.judge(age);
    }

    private static final class Backups {
        private static final int DAILY = 26;
        private static final int WEEK = 7 * 24;

        static Finding judge(@org.jspecify.annotations.Nullable Double hours) {
            if (hours == null) {
                return Finding.warn("backup_age", "", "there is no backup that the backup command made");
            }
            String age = Math.round(hours) + " h";
            if (hours > WEEK) {
                return Finding.fail("backup_age", age, "the newest backup is " + age + " old");
            }
            return hours > DAILY
                    ? Finding.warn("backup_age", age, "the newest backup is " + age + " old")
                    : Finding.ok("backup_age", age, "the newest backup is " + age + " old");
        }
    }
}
