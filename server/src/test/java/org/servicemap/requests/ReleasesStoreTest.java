package org.servicemap.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.insights.Release;
import org.servicemap.insights.Releases;
import org.servicemap.insights.RequestCounts;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** Statistics that are released of requests in a real database: once, and without what shall not be known. */
@OnEveryDatabase
class ReleasesStoreTest {
    private static final Instant OCTOBER = Instant.parse("2026-10-10T04:00:00Z");
    private static final String ANONYMOUS = "anonymous";
    private static final CategoryTree TREE = new CategoryTree(List.of(
            category("UTIL", null, null),
            category("UTIL-WATER", "UTIL", "point"),
            category("UTIL-HEAT", "UTIL", "coarse"),
            category("UTIL-SECRET", "UTIL", "none"),
            category("CITY", null, "point"),
            category("CITY-NOISE", "CITY", "coarse"),
            new Category("HARM", null, LocalText.of("en", "HARM"), null, "coarse", Set.of("sensitive"))));

    private final Database database;

    ReleasesStoreTest(Database database) {
        this.database = database;
    }

    private static Category category(String code, @Nullable String parent, @Nullable String publication) {
        return new Category(code, parent, LocalText.of("en", code), null, publication, Set.of());
    }

    /** The figures as the program takes them, with tip-offs sealed. */
    private record Stored(ReleaseCounts counts) implements RequestCounts {
        @Override
        public List<Counted> between(Instant from, Instant until) {
            return counts.between(from, until).stream()
                    .map(row -> new Counted(
                            row.category(),
                            row.areas(),
                            row.requests(),
                            row.petitioners(),
                            row.anonymous(),
                            row.solved()))
                    .toList();
        }

        @Override
        public Optional<Instant> first() {
            return counts.first();
        }

        @Override
        public boolean isComplete(Instant until) {
            return counts.isComplete(until);
        }
    }

    private Releases at(String now) {
        return new Releases(
                database,
                TestTown::city,
                new FixedAreas(),
                () -> TREE,
                new Stored(new ReleaseCounts(database, () -> Set.of("tip_off"))),
                Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private void receive(int count, Instant at, String category, String district, String kind, boolean sensitive) {
        receive(count, at, category, district, kind, sensitive, true);
    }

    private long person(Handle handle, byte[] phone) {
        long id = database.nextId();
        handle.execute("INSERT INTO petitioners (id, kind, phone_index) VALUES (?, 'resident', ?)", id, phone);
        return id;
    }

    /** @param different whether each is from somebody else; else all are from one phone, whose owner says another name each time */
    private void receive(
            int count,
            Instant at,
            String category,
            String district,
            String kind,
            boolean sensitive,
            boolean different) {
        String phone = "phone " + database.nextId();
        database.useTransaction(handle -> {
            for (int i = 0; i < count; i++) {
                String own = different ? phone + " " + i : phone;
                long person = person(handle, own.getBytes(StandardCharsets.UTF_8));
                long id = database.idAt(at);
                handle.createQuery("SELECT make_request_month(:month)::text")
                        .bind("month", Months.of(id))
                        .mapTo(String.class)
                        .findOne();
                handle.createUpdate("""
                                INSERT INTO requests (month, id, number, code_hash, version, state, received_at, channel, kind,
                                    category, sensitive, location_kind, area_1, petitioner)
                                VALUES (:month, :id, :number, ''::bytea, 1, 'received', :at, 'web', :kind,
                                    :category, :sensitive, 'point', :district, :person)""")
                        .bind("month", Months.of(id))
                        .bind("id", id)
                        .bind("number", Long.toString(id))
                        .bind("at", at.atOffset(ZoneOffset.UTC))
                        .bind("kind", kind)
                        .bind("category", category)
                        .bind("sensitive", sensitive)
                        .bind("district", district)
                        .bind("person", kind.equals(ANONYMOUS) ? null : person)
                        .execute();
            }
        });
    }

    @Test
    void aClosedMonthIsReleasedOnceAndForAll() {
        receive(4, OCTOBER, "UTIL-WATER", "01", "help", false);
        receive(5, OCTOBER, "UTIL-HEAT", "01", "help", false);
        receive(9, OCTOBER, "UTIL-WATER", "02", "help", false);
        receive(20, OCTOBER, "UTIL-SECRET", "02", "help", false);
        receive(20, OCTOBER, "HARM", "02", "help", false);
        receive(20, OCTOBER, "UTIL-WATER", "02", "tip_off", false);
        receive(20, OCTOBER, "UTIL-WATER", "02", "help", true);
        receive(20, Instant.parse("2026-10-31T16:00:00Z"), "UTIL-WATER", "02", "help", false);

        assertThat(at("2026-11-10T00:00:00Z").releaseDue()).as("too early").isEmpty();
        assertThat(at("2026-11-12T00:00:00Z").releaseDue()).containsExactly(YearMonth.of(2026, 10));

        Release october = at("2026-11-12T00:00:00Z").list().get(0);
        assertThat(october.areaVersion()).isEqualTo("2");
        assertThat(october.k()).isEqualTo(5);
        assertThat(october.cells())
                .containsExactly(
                        new Release.Cell("district", "01", "UTIL", 9), new Release.Cell("district", "02", "UTIL", 9));

        receive(30, OCTOBER, "UTIL-WATER", "01", "help", false);
        Releases later = at("2026-12-12T00:00:00Z");
        assertThat(later.releaseDue()).as("what came late changes nothing").containsExactly(YearMonth.of(2026, 11));
        assertThat(later.list().get(0)).isEqualTo(october);
        assertThatThrownBy(() -> database.useTransaction(
                        handle -> handle.execute("UPDATE statistics_cells SET requests = requests + 1")))
                .hasMessageContaining("only ever added");
        kCountsPeopleAndNotWhatIsPublicAnyway();
    }

    private void kCountsPeopleAndNotWhatIsPublicAnyway() {
        Instant may = Instant.parse("2026-05-10T04:00:00Z");
        receive(30, may, "UTIL-HEAT", "01", "help", false, false);
        receive(9, may, "UTIL-HEAT", "02", "help", false);
        receive(30, may, "CITY", "01", ANONYMOUS, false);
        receive(6, may, "CITY-NOISE", "01", "help", false);
        receive(30, may, "CITY", "02", "help", false);
        receive(1, may, "CITY-NOISE", "02", "help", false);

        Releases releases = at("2026-12-12T00:00:00Z");
        assertThat(releases.releaseDue()).as("of months before that were empty").contains(YearMonth.of(2026, 5));
        Release found = releases.list().stream()
                .filter(release -> release.month().equals(YearMonth.of(2026, 5)))
                .findFirst()
                .orElseThrow();

        assertThat(found.cells())
                .as("01: one phone wrote 30 times; by CITY less what is public everybody would know the one of 02")
                .isEmpty();
    }
}
