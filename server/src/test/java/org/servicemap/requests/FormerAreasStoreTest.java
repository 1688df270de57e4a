package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.http.Caller;
import org.servicemap.http.FormerArea;
import org.servicemap.http.Role;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** What an account sees whose area had another code before: against one look at each request. */
@OnEveryDatabase
class FormerAreasStoreTest {
    private static final String OWN = "990101002";
    private static final String FORMER = "990101001";

    private final Database database;
    private final Town town;

    FormerAreasStoreTest(Database database) {
        this.database = database;
        town = Town.in(database);
    }

    /** Of another area than the one who had the code before, though it is the same boundaries here. */
    private String anotherVersion() {
        AreaVersions versions = new AreaVersions(database, List.of());
        AreaVersion former = versions.on(LocalDate.now());
        LocalDate from = former.effectiveFrom().plusDays(1);
        AreaVersion next = versions.createDraft(new AreaVersions.Draft(
                versions.coverage(former.id()), versions.overlays(former.id()), "again", from, "", ImportReport.EMPTY));
        versions.publish(next.id(), from, true);
        return String.valueOf(next.id());
    }

    private Receipt fileIn(String subdistrict) {
        List<Double> at = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT unnest(ARRAY[label_lon, label_lat]) FROM (SELECT * FROM areas WHERE code = :code LIMIT 1) a")
                        .bind("code", subdistrict)
                        .mapTo(Double.class)
                        .list());
        Filing filing = Town.filing("CITY-WASTE", Town.pin(at.get(0), at.get(1), null), Town.CONTACT);
        return town.intake.file(filing, Author.PETITIONER);
    }

    private static Caller bound(Role role, String area, FormerArea... former) {
        return new Caller(1L, "x", Set.of(role), null, "subdistrict", area, false, Set.of())
                .withFormerAreas(List.of(former));
    }

    private static FormerArea former(String... versions) {
        return new FormerArea("subdistrict", FORMER, Set.of(versions));
    }

    private static String text(Receipt receipt, Field field) {
        return String.valueOf(receipt.request().facts().text(field));
    }

    private List<Long> listed(Caller caller, RequestQuery.View view) {
        RequestQuery query = Town.everything(view);
        List<Long> found = new ArrayList<>();
        String cursor = null;
        do {
            Desk.Page page = town.desk.list(caller, query, cursor, 2);
            page.items().forEach(seen -> found.add(seen.request().id()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(town.desk.count(caller, query)).isEqualTo(found.size());
        return found;
    }

    @Test
    void whatWasPlacedUnderTheFormerCodeStaysAndWhatComesLaterUnderItDoesNot() {
        Instant start = town.clock.instant();
        Receipt before = fileIn(FORMER);
        Receipt own = fileIn(OWN);
        Receipt elsewhere = fileIn("990101003");
        String then = text(before, Field.AREA_VERSION);
        String now = anotherVersion();
        Receipt given = fileIn(FORMER);
        Receipt ownLater = fileIn(OWN);
        assertThat(text(given, Field.AREA_VERSION)).isEqualTo(now).isNotEqualTo(then);
        assertThat(text(given, Field.area(2))).isEqualTo(FORMER);

        Caller moved = bound(Role.SUPERVISOR, OWN, former(then));
        for (RequestQuery.View view : List.of(RequestQuery.View.ALL, RequestQuery.View.WORK)) {
            assertThat(listed(moved, view)).as(view.key()).containsExactlyInAnyOrder(id(before), id(own), id(ownLater));
            assertThat(listed(bound(Role.SUPERVISOR, OWN), view)).containsExactlyInAnyOrder(id(own), id(ownLater));
            assertThat(listed(bound(Role.SUPERVISOR, FORMER, former(then)), view))
                    .as("a code that it has again is none twice")
                    .containsExactlyInAnyOrder(id(before), id(given));
        }
        assertThat(town.desk.detail(moved, before.request().number()).standing().view())
                .isEqualTo(Standing.View.FULL);
        for (Receipt hidden : List.of(given, elsewhere)) {
            assertThatThrownBy(() -> town.desk.detail(moved, hidden.request().number()))
                    .isInstanceOf(RequestException.class);
            assertThat(town.desk.seesAll(moved, id(hidden))).isFalse();
        }
        assertThat(town.desk.seesAll(moved, id(before))).isTrue();

        assertThat(listed(
                        new Caller(1L, "x", Set.of(Role.SUPERVISOR), null, "no-level", OWN, false, Set.of()),
                        RequestQuery.View.ALL))
                .as("bound to a level that the city does not have")
                .isEmpty();
        assertThat(behind(before, moved)).isTrue();
        assertThat(behind(given, moved)).isFalse();
        assertFigures(moved, start, 3);
        assertFigures(bound(Role.SUPERVISOR, OWN, former(then, now)), start, 4);
    }

    private void assertFigures(Caller caller, Instant start, long received) {
        RateRules.Window window =
                new RateRules.Window(start, town.clock.instant().plus(Duration.ofDays(1)));
        var bounds = town.names.scope(town.tree).bounds(caller);
        long counted = database
                .inSnapshot(handle ->
                        new DispatchShareStore().all(handle, window, new DispatchShareStore.Bounds(bounds, null)))
                .values()
                .stream()
                .mapToLong(shares -> shares.received())
                .sum();
        assertThat(counted).isEqualTo(received);
        long byArea = database.inSnapshot(handle -> new DispatchShareStore()
                        .byArea(handle, 2, window, new DispatchShareStore.Bounds(bounds, List.of("S001"))))
                .getOrDefault(FORMER, org.servicemap.requests.rates.DispatchShares.NONE)
                .received();
        assertThat(byArea).isEqualTo(received - 2);
    }

    private static long id(Receipt receipt) {
        return receipt.request().id();
    }

    /** Whether rates count it, as if it had been called back. */
    private boolean behind(Receipt receipt, Caller caller) {
        RateFilter filter = new RateFilter(
                null,
                null,
                null,
                Map.of(1, "990101"),
                town.names.scope(town.tree).bounds(caller),
                RateFilter.Counting.VALID);
        return database.inSnapshot(handle -> filter.bind(handle.createQuery("SELECT r.id FROM (SELECT"
                                + " x.*, now() AS called_back_at FROM (SELECT id, category, area_1, area_2, area_version,"
                                + " sensitive FROM requests) x) r WHERE " + filter.sql()))
                        .bind("from", SideStore.utc(Instant.EPOCH))
                        .bind("until", SideStore.utc(Instant.parse("2100-01-01T00:00:00Z")))
                        .mapTo(Long.class)
                        .list())
                .contains(id(receipt));
    }
}
