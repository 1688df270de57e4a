package org.servicemap.insights.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.City;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.Problem;
import org.servicemap.http.Role;
import org.servicemap.insights.outside.About.Keyed;
import org.servicemap.insights.outside.About.Kind;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

/** Files become figures as a whole or not at all; what is wrong is said row by row. The town is two districts of two by three grids. */
@OnEveryDatabase
class OutsideDataStoreTest {
    private static final int DISTRICTS = 1;
    private static final int GRIDS = 2;
    private static final Caller ANALYST =
            new Caller(null, "ana", Set.of(Role.ANALYST), null, null, null, false, Set.of());

    private final Database database;
    private final OutsideData data;

    OutsideDataStoreTest(Database database) {
        this.database = database;
        FixedAreas areas = new FixedAreas();
        City city = new City(
                "town",
                LocalText.of("en", "Town"),
                "en",
                List.of("en"),
                ZoneOffset.UTC,
                areas.current().snapshot().levels(),
                1,
                2,
                new LonLat(TestTown.WEST, TestTown.SOUTH),
                12,
                LocalText.EMPTY,
                true,
                LocalText.EMPTY,
                0,
                0.9,
                Map.of());
        data = new OutsideData(database, () -> city, areas);
        database.useTransaction(handle -> handle.execute("DELETE FROM outside_datasets"));
    }

    private static About about(String name, Kind kind, Keyed keyed, boolean residents) {
        boolean daily = keyed == Keyed.DAY;
        return new About(
                name,
                "Office of statistics",
                "CC0 1.0",
                "people",
                LocalDate.of(2026, 1, 1),
                kind,
                keyed,
                daily ? null : "grid",
                daily ? null : "2",
                keyed == Keyed.POINT ? "wgs84" : null,
                residents,
                false);
    }

    private static OutsideData.Draft byCode(String name, String csv) {
        return new OutsideData.Draft(
                name + ".csv",
                OutsideData.bytes(csv),
                about(name, Kind.DENOMINATOR, Keyed.AREA, true),
                new Dataset.Columns("code", null, null, "people"));
    }

    private static String whole() {
        StringBuilder csv = new StringBuilder("code,people\n");
        for (String district : List.of("01", "02")) {
            for (int column = 0; column < 2; column++) {
                for (int row = 0; row < 3; row++) {
                    csv.append("%s-%d-%d,%d%n".formatted(district, column, row, 100 * (column + 1)));
                }
            }
        }
        return csv.toString();
    }

    private static String codeOf(Throwable thrown) {
        return thrown instanceof Problem problem ? problem.errorCode().code() : thrown.toString();
    }

    private void refuses(String code, OutsideData.Draft draft, @Nullable Long to) {
        assertThatThrownBy(() -> data.publish(draft, to, ANALYST))
                .satisfies(thrown -> assertThat(codeOf(thrown)).isEqualTo(code));
    }

    @Test
    void aFileIsPublishedAsAWholeOrNotAtAll() {
        OutsideData.Draft bad = byCode(
                "People",
                "code,people\n01-0-0,\"1,200\"\nnope,5\n01-0-0,7\n01-0-1,many\n01-0-2,-3\n02-0-0,\n"
                        + "02-0-1,1,234\n02-0-2,\"1,5\"\n");
        OutsideReading.Outcome read = data.check(bad);
        assertThat(read.findings())
                .extracting(each -> each.line() + " " + each.code())
                .containsExactly(
                        "3 unknown_area",
                        "4 duplicate",
                        "5 not_a_number",
                        "6 negative",
                        "7 missing_value",
                        "8 ragged_row",
                        "9 not_a_number");
        refuses("bad_rows", bad, null);
        refuses("bad_table", byCode("People", "code,people,people\n01-0-0,1,2\n"), null);
        assertThat(data.list()).isEmpty();
        assertThat(data.residentsRef()).isNull();

        Dataset first = data.publish(byCode("People", whole()), null, ANALYST);
        assertThat(data.publish(byCode("People", whole()), null, ANALYST)
                        .version()
                        .number())
                .as("the same again")
                .isEqualTo(1);
        assertThat(data.residents(GRIDS)).hasSize(12).containsEntry("02-1-2", 200.0);
        assertThat(data.residents(DISTRICTS)).containsOnly(Map.entry("01", 900.0), Map.entry("02", 900.0));

        refuses(
                "dataset_name_taken",
                byCode("people", "code,people\n01-0-0,5\n"),
                data.publish(
                                new OutsideData.Draft(
                                        "x.csv",
                                        OutsideData.bytes("day,c\n2026-01-01,-2.5\n"),
                                        about("Weather", Kind.COVARIATE, Keyed.DAY, false),
                                        new Dataset.Columns("day", null, null, "c")),
                                null,
                                ANALYST)
                        .id());
        Dataset second = data.publish(byCode("People", "code,people\n01-0-0,5\n"), first.id(), ANALYST);
        assertThat(second.version().number()).isEqualTo(2);
        assertThat(data.versions(first.id()))
                .extracting(each -> each.version().number())
                .containsExactly(2, 1);
        // one grid of twelve says nothing of its district
        assertThat(data.residents(DISTRICTS)).isEmpty();
        assertThat(data.values(first)).hasSize(12);

        data.remove(first.id(), ANALYST);
        assertThat(data.residentsRef()).isNull();
        assertThat(database.<Integer>inSnapshot(
                        handle -> handle.createQuery("SELECT count(*) FROM outside_values WHERE dataset = :id")
                                .bind("id", first.id())
                                .mapTo(Integer.class)
                                .one()))
                .isZero();
        assertThat(database.<String>inSnapshot(handle -> handle.createQuery(
                                "SELECT string_agg(action, ' ' ORDER BY id) FROM audit WHERE subject LIKE :of")
                        .bind("of", "outside_dataset:" + first.id() + "%")
                        .mapTo(String.class)
                        .one()))
                .isEqualTo("outside_dataset_published outside_dataset_published outside_dataset_removed");
    }

    /** The same file read by another column is another version. */
    @Test
    void anotherColumnIsAnotherVersion() {
        byte[] file = OutsideData.bytes("code,people,homes\n01-0-0,5,2\n");
        About about = about("People", Kind.DENOMINATOR, Keyed.AREA, true);
        Dataset people = data.publish(
                new OutsideData.Draft("x.csv", file, about, new Dataset.Columns("code", null, null, "people")),
                null,
                ANALYST);
        Dataset homes = data.publish(
                new OutsideData.Draft("x.csv", file, about, new Dataset.Columns("code", null, null, "homes")),
                people.id(),
                ANALYST);
        assertThat(homes.version().number()).isEqualTo(2);
        assertThat(data.residents(GRIDS)).containsOnly(Map.entry("01-0-0", 2.0));
    }

    /** Version 1 has a row of grids less, so that its districts are smaller: of them nothing is said in version 2. */
    @Test
    void areasThatChangedSinceHaveNoFigure() {
        String csv = "code,people\n01-0-0,1\n01-0-1,2\n01-1-0,3\n01-1-1,4\n";
        About about = new About(
                "Old",
                "Office of statistics",
                "CC0 1.0",
                "people",
                LocalDate.of(2024, 1, 1),
                Kind.DENOMINATOR,
                Keyed.AREA,
                "grid",
                "1",
                null,
                true,
                false);
        data.publish(
                new OutsideData.Draft(
                        "old.csv", OutsideData.bytes(csv), about, new Dataset.Columns("code", null, null, "people")),
                null,
                ANALYST);
        assertThat(data.residents(GRIDS))
                .containsOnly(
                        Map.entry("01-0-0", 1.0),
                        Map.entry("01-0-1", 2.0),
                        Map.entry("01-1-0", 3.0),
                        Map.entry("01-1-1", 4.0));
        assertThat(data.residents(DISTRICTS)).isEmpty();
    }

    @Test
    void pointsGoToTheAreasThatHoldThem() {
        double middle = TestTown.SIDE / 2;
        String inside = "%s,%s".formatted(TestTown.WEST + middle, TestTown.SOUTH + middle);
        OutsideData.Draft counted = new OutsideData.Draft(
                "shops.csv",
                OutsideData.bytes("x,y\n" + inside + "\n" + inside + "\n"),
                about("Shops", Kind.COVARIATE, Keyed.POINT, false),
                new Dataset.Columns(null, "x", "y", null));
        Dataset shops = data.publish(counted, null, ANALYST);
        assertThat(data.byArea(shops.id(), GRIDS))
                .hasSize(12)
                .containsEntry("01-0-0", 2.0)
                .containsEntry("02-1-2", 0.0);
        assertThat(data.byArea(shops.id(), DISTRICTS))
                .as("only counts that are denominators sum up")
                .isEmpty();

        OutsideData.Draft measured = new OutsideData.Draft(
                "noise.csv",
                OutsideData.bytes("x,y,dB\n" + inside + ",40\n" + inside + ",60\n1,2,50\n"),
                about("Noise", Kind.COVARIATE, Keyed.POINT, false),
                new Dataset.Columns(null, "x", "y", "dB"));
        OutsideReading.Outcome read = data.check(measured);
        assertThat(read.values()).containsOnly(Map.entry("01-0-0", 50.0));
        assertThat(read.findings()).extracting(RowFinding::code).containsExactly("outside");
    }
}
