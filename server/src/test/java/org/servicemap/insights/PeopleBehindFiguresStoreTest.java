package org.servicemap.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.facts.EventFact;
import org.servicemap.insights.facts.FactColumn;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.facts.RequestFacts;
import org.servicemap.insights.forecast.DaySeries;
import org.servicemap.insights.forecast.Forecaster;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.UnitDirectory;

/** People behind a portrait are counted, not requests; and who is bound to an area has an outlook on what lies there. */
@OnEveryDatabase
class PeopleBehindFiguresStoreTest {
    private static final CategoryTree TREE =
            new CategoryTree(List.of(category("UTIL", null), category("UTIL-WATER", "UTIL"), category("NOISE", null)));
    private static final InsightPeriod MARCH = new InsightPeriod(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));
    private static final Cells CELLS = Cells.load();
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 10, 12, 0);

    private final Database database;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    PeopleBehindFiguresStoreTest(Database database) {
        this.database = database;
    }

    private static Category category(String code, @Nullable String parent) {
        return new Category(code, parent, LocalText.of("en", code), null, "coarse", Set.of());
    }

    private void put(@Nullable Long petitioner, String area, String category, Map<FactColumn, Object> more) {
        @Nullable Object[] row = new @Nullable Object[FactColumn.copied().size()];
        row[FactColumn.ID.ordinal()] = rows.size() + 1L;
        row[FactColumn.MONTH.ordinal()] = 202603;
        row[FactColumn.VERSION.ordinal()] = 1;
        row[FactColumn.RECEIVED_AT.ordinal()] = NOON;
        row[FactColumn.PETITIONER.ordinal()] = petitioner;
        row[FactColumn.AREA_1.ordinal()] = area;
        row[FactColumn.CATEGORY.ordinal()] = category;
        row[FactColumn.UNIT.ordinal()] = "U";
        more.forEach((column, value) -> row[column.ordinal()] = value);
        rows.add(row);
    }

    private Facts facts(Path folder) {
        Facts facts = new Facts(folder, new Written(), new ChangeLog(database), () -> ZoneOffset.UTC);
        facts.open();
        return facts;
    }

    private final class Written implements RequestFacts {
        @Override
        public List<Long> changedBy(ChangeLog.Change change) {
            return List.of();
        }

        @Override
        public List<Integer> months() {
            return List.of(202603);
        }

        @Override
        public long count() {
            return rows.size();
        }

        @Override
        public void ofMonth(int month, Consumer<@Nullable Object[]> requests, Consumer<EventFact> events) {
            rows.forEach(requests);
        }

        @Override
        public void ofIds(Collection<Long> ids, Consumer<@Nullable Object[]> requests, Consumer<EventFact> events) {}

        @Override
        public void asOf(
                long xid,
                int untilMonth,
                LongConsumer touched,
                Consumer<@Nullable Object[]> requests,
                Consumer<EventFact> events) {}
    }

    private static InsightFilter in(String area) {
        return new InsightFilter(null, Map.of(1, area), AreaBounds.EVERYWHERE, null, null, null, null);
    }

    private static PortraitPeople people(Facts facts, String area) {
        return PortraitPeople.of(new InsightCounts(facts), TREE, Measure.RECEIVED, MARCH, in(area));
    }

    @Test
    void manyRequestsOfFewAreFew(@TempDir Path folder) {
        for (long n = 0; n < 20; n++) {
            put(n % 4, "FEW", "NOISE", Map.of());
            put(null, "NAMELESS", n % 2 == 0 ? "NOISE" : "UTIL-WATER", Map.of());
            put(n % 3 + 1, "MANY", "NOISE", Map.of());
        }
        put(4L, "MANY", "UTIL", Map.of());
        put(null, "MANY", "UTIL-WATER", Map.of());
        put(null, "MANY", "UTIL", Map.of());
        try (Facts facts = facts(folder)) {
            assertThat(people(facts, "FEW").areEnough()).isFalse();
            assertThat(people(facts, "NAMELESS").areEnough())
                    .as("one for each top category")
                    .isFalse();
            PortraitPeople many = people(facts, "MANY");
            assertThat(many.areEnough())
                    .as("four known and one who said nothing")
                    .isTrue();
            assertThat(many.areEnoughAtHour("12")).isTrue();
            assertThat(many.areEnoughOfCategory("NOISE")).as("three").isFalse();
            assertThat(many.areEnoughBefore()).isFalse();
            assertThat(many.areEnoughOfCategories(Set.of("NOISE", "UTIL-WATER")))
                    .as("three, and the nameless one")
                    .isFalse();
            assertThat(many.areEnoughOfCategories(Set.of("NOISE", "UTIL", "UTIL-WATER")))
                    .as("and the one known who asked of UTIL")
                    .isTrue();
            assertThat(PortraitPeople.of(new InsightCounts(facts), TREE, Measure.RESPONSE, MARCH, in("MANY"))
                            .areEnough())
                    .as("nobody was called back")
                    .isFalse();
        }
    }

    /** Of three hours the smallest has too few people: the whole less the two others would tell it, so another one is withheld. */
    @Test
    void noPartCanBeToldFromTheOthers() {
        Map<String, Long> hours = Map.of("8", 40L, "9", 12L, "23", 2L);
        assertThat(PortraitParts.of(hours, hours, hour -> !hour.equals("23"), withheld -> withheld.size() > 1))
                .extracting(PortraitRoutes.PortraitPartJson::key)
                .containsExactly("8");
        assertThat(PortraitParts.of(hours, hours, hour -> hour.equals("8"), withheld -> withheld.size() > 1))
                .extracting(PortraitRoutes.PortraitPartJson::key)
                .containsExactly("8");
        assertThat(PortraitParts.of(hours, hours, hour -> true, withheld -> false))
                .hasSize(3);
    }

    private static InsightForecasts forecasts(Facts facts) {
        return new InsightForecasts(
                new InsightGround(
                        facts,
                        facts::cells,
                        TestTown::city,
                        new FixedAreas(),
                        () -> new UnitDirectory(List.of()),
                        () -> TREE,
                        Clock.fixed(Instant.parse("2026-03-31T04:00:00Z"), ZoneOffset.UTC)),
                () -> WorkingCalendar.PLAIN);
    }

    /** 100 days up to yesterday: one call about noise and one about water each day, every other day one more and one elsewhere. */
    @Test
    void forecastsAreOfWhatWasReceivedByAreaAndTopCategory(@TempDir Path folder) {
        for (int ago = 1; ago <= 100; ago++) {
            Map<FactColumn, Object> day = Map.of(
                    FactColumn.RECEIVED_AT, LocalDateTime.of(2026, 3, 31, 12, 0).minusDays(ago));
            put(1L, "01", "NOISE", day);
            put(1L, "01", "UTIL-WATER", day);
            if (ago % 2 == 0) {
                put(1L, "01", "UTIL", day);
                put(1L, "02", "GONE", day);
            }
        }
        try (Facts facts = facts(folder)) {
            InsightForecasts forecasts = forecasts(facts);
            DaySeries all = forecasts.series(InsightFilter.ALL);
            assertThat(all.first()).isEqualTo(LocalDate.of(2025, 12, 21));
            assertThat(all.counts()).hasSize(100).startsWith(4, 2, 4, 2).endsWith(4, 2);

            InsightForecasts.Listed listed = forecasts.byArea(1, InsightFilter.ALL, 7, 0, 10);
            assertThat(listed.of()).isEqualTo(3);
            assertThat(listed.series())
                    .extracting(
                            InsightForecasts.Series::area,
                            InsightForecasts.Series::category,
                            series -> series.proof().mean())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("01", null, 2.5),
                            org.assertj.core.groups.Tuple.tuple("01", "UTIL", 1.5));
            assertThat(forecasts.byArea(1, InsightFilter.ALL, 7, 1, 1).series())
                    .extracting(InsightForecasts.Series::category)
                    .containsExactly("UTIL");
        }
    }

    /** The busy day of the week was another one half a year ago: repeating the last week is right each time, and is what is told. */
    @Test
    void whereRepeatingTheLastWeekWinsItIsTold(@TempDir Path folder) {
        double[] counts = new double[140];
        for (int day = 0; day < counts.length; day++) {
            counts[day] = day % 7 == (day < 60 ? 0 : 3) ? 20 : 1;
        }
        try (Facts facts = facts(folder)) {
            InsightForecasts.Told told = forecasts(facts).next(new DaySeries(LocalDate.of(2026, 1, 1), counts), 7);
            assertThat(told.naive()).isTrue();
            assertThat(told.covered()).isEqualTo(1);
            assertThat(told.days().stream().map(Forecaster.Day::expected))
                    .containsExactly(1.0, 1.0, 1.0, 20.0, 1.0, 1.0, 1.0);
        }
    }

    private static long of(Facts facts, InsightFilter.More more) {
        InsightFilter filter = new InsightFilter(null, Map.of(), AreaBounds.EVERYWHERE, null, null, null, null, more);
        return new InsightCounts(facts)
                .byDay(Measure.RECEIVED, MARCH, filter).stream()
                        .mapToLong(InsightCounts.Day::n)
                        .sum();
    }

    /** Five requests; which of them each filter leaves is told by hand. */
    @Test
    void filtersAreWhatTheySay(@TempDir Path folder) {
        put(
                1L,
                "A",
                "NOISE",
                Map.of(FactColumn.HOTLINE, "96777", FactColumn.STATE, "closed", FactColumn.TONE, "negative"));
        put(2L, "A", "NOISE", Map.of(FactColumn.HOTLINE, "96777", FactColumn.ANONYMOUS, true));
        put(3L, "A", "NOISE", Map.of(FactColumn.ANONYMOUS, false, FactColumn.RECEIVED_AT, NOON.plusHours(3)));
        put(4L, "A", "NOISE", Map.of(FactColumn.LON, 116.4, FactColumn.LAT, 39.9));
        put(5L, "A", "NOISE", Map.of(FactColumn.LON, 116.5, FactColumn.LAT, 39.9));
        try (Facts facts = facts(folder)) {
            assertThat(of(facts, InsightFilter.More.NONE)).isEqualTo(5);
            assertThat(of(facts, new InsightFilter.More("96777", null, null, null, null, null, null)))
                    .isEqualTo(2);
            assertThat(of(facts, new InsightFilter.More("96777", "closed", null, null, null, null, null)))
                    .isOne();
            assertThat(of(facts, new InsightFilter.More(null, null, "negative", null, null, null, null)))
                    .isOne();
            assertThat(of(facts, new InsightFilter.More(null, null, null, true, null, null, null)))
                    .isOne();
            assertThat(of(facts, new InsightFilter.More(null, null, null, false, null, null, null)))
                    .isEqualTo(4);
            assertThat(of(facts, new InsightFilter.More(null, null, null, null, 15, null, null)))
                    .isOne();
            assertThat(of(facts, in(116.45, 39.9, 5_000))).isEqualTo(2);
            aCircleSaysNothingFinerThanItsHexagons(facts);
            for (int resolution = 5; resolution <= 9; resolution++) {
                List<InsightCounts.Group> cells =
                        new InsightCounts(facts).byCell(resolution, Measure.RECEIVED, MARCH, InsightFilter.ALL);
                assertThat(cells)
                        .isNotEmpty()
                        .allSatisfy(cell -> assertThat(of(
                                        facts,
                                        new InsightFilter.More(
                                                null, null, null, null, null, Long.valueOf(cell.key()), null)))
                                .isEqualTo(cell.count().n()));
            }
        }
    }

    /** The tightest circle around the middle of 4's hexagon has 4, wherever it lies in it; one around 4 itself has nothing. */
    private static void aCircleSaysNothingFinerThanItsHexagons(Facts facts) {
        long cell = CELLS.within(116.4, 39.9, 600, 8).stream()
                .filter(each -> of(facts, new InsightFilter.More(null, null, null, null, null, each, null)) > 0)
                .findFirst()
                .orElseThrow();
        double[] middle = CELLS.middle(cell);
        double away = Math.hypot((middle[0] - 116.4) * 85_000, (middle[1] - 39.9) * 111_000);
        assertThat(away).isGreaterThan(50);
        assertThat(of(facts, in(middle[0], middle[1], 1))).isOne();
        for (double metres = 1; metres < away - 10; metres += 10) {
            assertThat(of(facts, in(116.4, 39.9, metres))).isZero();
        }
        assertThat(of(facts, in(116.4, 39.9, away + 10))).isOne();
    }

    private static InsightFilter.More in(double lon, double lat, double metres) {
        return new InsightFilter.More(null, null, null, null, null, null, CELLS.within(lon, lat, metres, 8));
    }

    /** What came under the older version's code is the newer area's own former count: by its code alone it had none, and were hot for being new. */
    @Test
    void aNewCodeHasTheFormerCountsOfItsPlace(@TempDir Path folder) {
        FixedAreas areas = new FixedAreas();
        double lon = TestTown.WEST + 2.5 * TestTown.SIDE;
        double lat = TestTown.SOUTH + 0.5 * TestTown.SIDE;
        for (int n = 0; n < 3; n++) {
            put(
                    1L,
                    "01",
                    "NOISE",
                    Map.of(
                            FactColumn.AREA_2,
                            "OLD",
                            FactColumn.AREA_VERSION,
                            "1",
                            FactColumn.LON,
                            lon,
                            FactColumn.LAT,
                            lat));
        }
        put(1L, "01", "NOISE", Map.of(FactColumn.AREA_2, "GONE", FactColumn.AREA_VERSION, "1"));
        put(1L, "01", "NOISE", Map.of(FactColumn.AREA_2, "01-0-0", FactColumn.AREA_VERSION, "2"));
        try (Facts facts = facts(folder)) {
            Recast recast = new Recast(areas, areas.version("2").snapshot(), 2);
            new InsightDetail(new InsightCounts(facts))
                    .placed("2", 2, Measure.RECEIVED, MARCH, InsightFilter.ALL, recast::add);
            assertThat(recast.received()).isEqualTo(Map.of("02-0-0", 3L, "01-0-0", 1L, "", 1L));
        }
    }

    @Test
    void theScanReadsTopCategories(@TempDir Path folder) {
        for (String category : List.of("UTIL-WATER", "UTIL", "NOISE", "GONE")) {
            put(1L, "A", category, Map.of(FactColumn.LON, 116.4, FactColumn.LAT, 39.9));
        }
        put(1L, "A", "NOISE", Map.of());
        try (Facts facts = facts(folder)) {
            assertThat(new FactCounts(facts, () -> TREE)
                            .byCellAndDay(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31), 8))
                    .extracting(CountSource.CellDay::category, CountSource.CellDay::requests)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("GONE", 1),
                            org.assertj.core.groups.Tuple.tuple("NOISE", 1),
                            org.assertj.core.groups.Tuple.tuple("UTIL", 2));
        }
    }

    @Test
    void underAFormerCodeOnlyWhatItsVersionsPlacedIsCounted(@TempDir Path folder) {
        put(1L, "EAST", "NOISE", Map.of(FactColumn.AREA_VERSION, "103"));
        put(2L, "WEST", "NOISE", Map.of(FactColumn.AREA_VERSION, "101"));
        put(3L, "WEST", "NOISE", Map.of(FactColumn.AREA_VERSION, "102"));
        put(4L, "WEST", "NOISE", Map.of(FactColumn.AREA_VERSION, "104"));
        put(5L, "WEST", "NOISE", Map.of());
        put(6L, "NORTH", "NOISE", Map.of(FactColumn.AREA_VERSION, "101"));
        AreaBounds bounds = new AreaBounds(
                List.of(new AreaBounds.Code(1, "EAST", null), new AreaBounds.Code(1, "WEST", Set.of("101", "102"))));
        try (Facts facts = facts(folder)) {
            assertThat(received(facts, Map.of(1, "EAST"), bounds)).isEqualTo(3);
            assertThat(received(facts, Map.of(1, "WEST"), bounds)).isEqualTo(2);
            assertThat(received(facts, Map.of(1, "NORTH"), bounds)).isZero();
            assertThat(received(facts, Map.of(), bounds)).isEqualTo(3);
            assertThat(received(facts, Map.of(), new AreaBounds(List.of()))).isZero();
            assertThat(received(facts, Map.of(), AreaBounds.EVERYWHERE)).isEqualTo(6);
            assertThat(new RateOutlookFacts(facts, bounds)
                                    .left(
                                            NOON.toInstant(ZoneOffset.UTC),
                                            NOON.plusDays(9).toInstant(ZoneOffset.UTC))
                                    .stream()
                                    .mapToLong(RateOutlookFacts.Left::n)
                                    .sum())
                    .isEqualTo(3);
        }
    }

    private static long received(Facts facts, Map<Integer, String> areas, AreaBounds bounds) {
        InsightFilter filter = new InsightFilter(null, areas, bounds, null, null, null, null);
        InsightFilter.Sql sql = filter.sql();
        return new FactQuery()
                .add(
                        "SELECT count(*) FROM request_facts r WHERE " + sql.condition(),
                        sql.values().toArray())
                .list(facts, rs -> rs.getLong(1))
                .get(0);
    }

    @Test
    void ratesAreOfTheAreaAndLateIsWhatWasHandledLate(@TempDir Path folder) {
        Map<FactColumn, Object> calledBack = Map.of(
                FactColumn.CALLED_BACK_AT, NOON.plusDays(5),
                FactColumn.CALLED_BACK_FOR, "U",
                FactColumn.DEADLINE, NOON.plusDays(2),
                FactColumn.HANDLED_AT, NOON.plusDays(1));
        put(1L, "WEST", "NOISE", calledBack);
        put(2L, "EAST", "NOISE", calledBack);
        put(3L, "WEST", "NOISE", Map.of(FactColumn.DEADLINE, NOON.plusDays(2)));
        put(
                4L,
                "WEST",
                "NOISE",
                Map.of(FactColumn.DEADLINE, NOON.plusDays(2), FactColumn.HANDLED_AT, NOON.plusDays(1)));
        Instant at = NOON.plusDays(9).toInstant(ZoneOffset.UTC);
        Instant from = NOON.toInstant(ZoneOffset.UTC);
        try (Facts facts = facts(folder)) {
            RateOutlookFacts west =
                    new RateOutlookFacts(facts, new AreaBounds(List.of(new AreaBounds.Code(1, "WEST", null))));
            assertThat(west.answered(from, at))
                    .extracting(RateOutlookFacts.Answered::late, RateOutlookFacts.Answered::n)
                    .as("called back after the deadline, but handled in time")
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(false, 1L));
            assertThat(west.open(at))
                    .extracting(RateOutlookFacts.Open::late, RateOutlookFacts.Open::n)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(true, 1L),
                            org.assertj.core.groups.Tuple.tuple(false, 1L));
            assertThat(west.left(from, at).stream()
                            .mapToLong(RateOutlookFacts.Left::n)
                            .sum())
                    .isEqualTo(3);
            assertThat(new RateOutlookFacts(facts, AreaBounds.EVERYWHERE)
                            .left(from, at).stream()
                                    .mapToLong(RateOutlookFacts.Left::n)
                                    .sum())
                    .isEqualTo(4);
        }
    }
}
