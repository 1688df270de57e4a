package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Boundaries that are switched while a request is being filed. */
@OnEveryDatabase
class AreaSwitchStoreTest {
    private final Database database;
    private final Town town;

    AreaSwitchStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
    }

    @Test
    void aRequestIsResolvedAgainWithTheBoundariesThatCameIntoForce() {
        AreaVersions versions = new AreaVersions(database, List.of());
        Receipt before = town.file("CITY-WASTE");
        AreaVersion former = versions.on(LocalDate.now());
        LocalDate from = former.effectiveFrom().plusDays(1);
        AreaVersion next = versions.createDraft(new AreaVersions.Draft(
                versions.coverage(former.id()), versions.overlays(former.id()), "next", from, "", ImportReport.EMPTY));
        versions.publish(next.id(), from, true);

        Receipt after = town.file("CITY-WASTE");

        assertThat(areasOf(before)).isEqualTo(String.valueOf(former.id()));
        assertThat(areasOf(after)).isEqualTo(String.valueOf(next.id()));
    }

    private static String areasOf(Receipt receipt) {
        return receipt.request().facts().text(Field.AREA_VERSION);
    }
}
