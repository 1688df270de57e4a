package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.Cities;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
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
        Receipt before = town.file("CITY-WASTE");
        AreaVersion next = switched();

        Receipt after = town.file("CITY-WASTE");

        assertThat(areasOf(before.request())).isNotEqualTo(String.valueOf(next.id()));
        assertThat(areasOf(after.request())).isEqualTo(String.valueOf(next.id()));
    }

    /** The same boundaries as another version, in force while this server does not know of it yet. */
    private AreaVersion switched() {
        AreaVersions versions = new AreaVersions(database, List.of());
        AreaVersion former = versions.on(LocalDate.now());
        LocalDate from = former.effectiveFrom().plusDays(1);
        AreaVersion next = versions.createDraft(new AreaVersions.Draft(
                versions.coverage(former.id()), versions.overlays(former.id()), "next", from, "", ImportReport.EMPTY));
        versions.publish(next.id(), from, true);
        return next;
    }

    @Test
    void aCorrectedPlaceIsResolvedWithTheBoundariesThatCameIntoForce() {
        Receipt waiting =
                town.intake.file(Town.filing(null, Town.pin(116.4215, 39.9072, null), Town.CONTACT), Author.PETITIONER);
        AreaVersion next = switched();

        Request corrected = town.requests.act(
                waiting.request().id(),
                Action.CORRECT,
                ActionInput.builder()
                        .list(Input.WHERE, Town.pin(116.4216, 39.9072, null).parts())
                        .build(),
                Requests.Right.of(Author.account(9, Set.of(Actor.DISPATCHER), null)),
                null);

        assertThat(areasOf(waiting.request())).isNotEqualTo(String.valueOf(next.id()));
        assertThat(areasOf(corrected)).isEqualTo(String.valueOf(next.id()));
    }

    @Test
    void openRequestsInAreasThatGoAreCountedAndStay() {
        City city = new Cities(database).find().orElseThrow();
        RequestAreas areas = new RequestAreas(() -> city);
        String code = town.file("CITY-WASTE").request().facts().text(Field.area(2));
        String level = city.levels().get(1).id();
        Set<AreaKey> going = Set.of(new AreaKey(level, code), new AreaKey(level, "nowhere"));
        int before = count(areas, going);
        town.file("CITY-WASTE");
        assertThat(count(areas, going)).isEqualTo(before + 1);
        assertThat(count(areas, Set.of(new AreaKey(level, "nowhere")))).isZero();
    }

    private int count(RequestAreas areas, Set<AreaKey> going) {
        return database.inTransaction(handle -> areas.on(handle, going)).stream()
                .mapToInt(AreaDependants.Dependant::count)
                .sum();
    }

    private static String areasOf(Request request) {
        return request.facts().text(Field.AREA_VERSION);
    }
}
