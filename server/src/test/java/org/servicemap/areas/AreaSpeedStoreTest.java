package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** How long a large version takes to store and load; full size with {@code -Dservicemap.size=bench}. Prints its figures. */
@OnEveryDatabase
class AreaSpeedStoreTest {
    private static final boolean FULL = "bench".equals(System.getProperty("servicemap.size"));

    private final Database database;

    AreaSpeedStoreTest(Database database) {
        this.database = database;
    }

    @Test
    void storesAndLoadsALargeVersion() throws Exception {
        Coverage town = TestCoverages.town("A", 16, FULL ? 6875 : 100, 11);
        AreaVersions versions = new AreaVersions(database, List.of());
        ContentStore content = new ContentStore(database);
        AreaVersions.Draft draft =
                new AreaVersions.Draft(town, List.of(), "one", LocalDate.of(2024, 1, 1), "", ImportReport.EMPTY);
        AreaVersion version = timed("store", () -> versions.createDraft(draft));
        Coverage back = timed("load coverage", () -> versions.coverage(version.id()));
        int size = timed("load directory", () -> database.inSnapshot(handle -> content.directory(handle, version)))
                .size();
        timed("store what is there already", () -> versions.createDraft(draft));
        assertThat(back.areas()).hasSize(town.areas().size());
        assertThat(size).isEqualTo(town.areas().size());
    }

    private <T> T timed(String what, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        System.out.printf(
                "%s, %s areas, %s: %d ms%n",
                database.isPostgis() ? "PostGIS" : "embedded",
                FULL ? "110,016" : "1,616",
                what,
                (System.nanoTime() - start) / 1_000_000);
        return result;
    }
}
