package org.servicemap.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.BoundRows;
import org.servicemap.areas.VersionsWith;
import org.servicemap.http.FormerArea;

/** The SQL of the codes that accounts' areas had before. */
final class FormerAreas {
    /** A column of the table {@code accounts a}. */
    static final String COLUMN = """
            ARRAY(SELECT f.version || ' ' || f.level || ' ' || f.area FROM account_former_areas f WHERE f.account = a.id
                ORDER BY f.version, f.level, f.area) AS former_areas""";

    private FormerAreas() {}

    static List<FormerArea> read(ResultSet row) throws SQLException {
        Map<AreaKey, Set<String>> versions = new LinkedHashMap<>();
        for (String each : Columns.words(row, "former_areas")) {
            String[] part = each.split(" ", 3);
            versions.computeIfAbsent(new AreaKey(part[1], part[2]), key -> new TreeSet<>())
                    .add(part[0]);
        }
        List<FormerArea> former = new ArrayList<>();
        versions.forEach((area, ids) -> former.add(new FormerArea(area.level(), area.code(), ids)));
        return former;
    }

    /** What accounts had until they were moved, by all versions that had it. */
    static void keep(Handle handle, List<BoundRows.Moved> moved) {
        VersionsWith versions = VersionsWith.of(
                handle, moved.stream().map(BoundRows.Moved::from).toList());
        insert(handle, moved, row -> versions.of(row.from()));
    }

    /** What accounts had while a version was in force that was taken back: by that, not by those which have what they get back. */
    static void keepOfWithdrawn(Handle handle, List<BoundRows.Moved> restored) {
        VersionsWith versions = VersionsWith.of(
                handle,
                restored.stream()
                        .flatMap(row -> Stream.of(row.from(), row.to()))
                        .toList());
        insert(handle, restored, row -> {
            Set<Long> own = new TreeSet<>(versions.of(row.from()));
            own.removeAll(versions.of(row.to()));
            return own;
        });
    }

    private static void insert(
            Handle handle, List<BoundRows.Moved> rows, Function<BoundRows.Moved, Set<Long>> versions) {
        List<Long> accounts = new ArrayList<>();
        List<AreaKey> areas = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (BoundRows.Moved row : rows) {
            for (long version : versions.apply(row)) {
                accounts.add(row.id());
                areas.add(row.from());
                ids.add(version);
            }
        }
        BoundRows.bind(handle.createUpdate("""
                        INSERT INTO account_former_areas (account, level, area, version)
                        SELECT * FROM unnest(:accounts, :levels, :codes, :versions) ON CONFLICT DO NOTHING
                        """), areas)
                .bindArray("accounts", Long.class, accounts.toArray())
                .bindArray("versions", Long.class, ids.toArray())
                .execute();
    }

    /** What an account has again is former no more: it is its own by whichever version. */
    static void dropOwn(Handle handle, List<Long> accounts) {
        handle.createUpdate("""
                        DELETE FROM account_former_areas f USING accounts a
                        WHERE a.id = ANY(:accounts) AND f.account = a.id AND f.level = a.area_level AND f.area = a.area
                        """)
                .bindArray("accounts", Long.class, accounts.toArray())
                .execute();
    }

    /** Somebody bound the account to another area, and to that alone. */
    static void drop(Handle handle, long account) {
        handle.execute("DELETE FROM account_former_areas WHERE account = ?", account);
    }
}
