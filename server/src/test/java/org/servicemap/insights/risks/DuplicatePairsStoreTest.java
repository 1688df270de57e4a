package org.servicemap.insights.risks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.insights.facts.EventFact;
import org.servicemap.insights.facts.FactColumn;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.facts.RequestFacts;
import org.servicemap.insights.risks.CatalogueTrial.Sent;
import org.servicemap.insights.risks.DuplicatePairs.Pair;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** Pairs of duplicates are those that comparing each request with each other finds, and what they propose is what was planted. */
@OnEveryDatabase
class DuplicatePairsStoreTest {
    private static final RiskWindow MARCH = new RiskWindow(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 0, 0);

    private final Database database;
    private final List<Put> puts = new ArrayList<>();
    private final Map<Long, String> finerOf = new HashMap<>();
    private final List<EventFact> said = new ArrayList<>();

    DuplicatePairsStoreTest(Database database) {
        this.database = database;
    }

    private record Put(
            long id,
            String category,
            String unit,
            String area,
            double lon,
            double lat,
            LocalDateTime at,
            boolean hidden) {
        @Nullable
        Object[] row() {
            @Nullable Object[] row = new @Nullable Object[FactColumn.copied().size()];
            row[FactColumn.ID.ordinal()] = id;
            row[FactColumn.MONTH.ordinal()] = 202603;
            row[FactColumn.VERSION.ordinal()] = 1;
            row[FactColumn.RECEIVED_AT.ordinal()] = at;
            row[FactColumn.CATEGORY.ordinal()] = category;
            row[FactColumn.UNIT.ordinal()] = unit;
            row[FactColumn.AREA_1.ordinal()] = area;
            row[FactColumn.AREA_2.ordinal()] = area + "-" + unit;
            row[FactColumn.LON.ordinal()] = lon;
            row[FactColumn.LAT.ordinal()] = lat;
            row[FactColumn.SENSITIVE.ordinal()] = hidden;
            return row;
        }
    }

    private void put(String category, String unit, String area, double lon, double lat, int hour, boolean hidden) {
        puts.add(new Put(puts.size() + 1L, category, unit, area, lon, lat, START.plusHours(hour), hidden));
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
            return puts.size();
        }

        @Override
        public void ofMonth(int month, Consumer<@Nullable Object[]> requests, Consumer<EventFact> events) {
            for (Put put : puts) {
                @Nullable Object[] row = put.row();
                String finer = finerOf.get(put.id());
                if (finer != null) {
                    row[FactColumn.AREA_2.ordinal()] = finer;
                }
                requests.accept(row);
            }
            said.forEach(events);
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

    /** On a sphere, by the haversine formula. */
    private static double metres(Put one, Put other) {
        double lat = Math.toRadians(other.lat() - one.lat());
        double lon = Math.toRadians(other.lon() - one.lon());
        double h = Math.pow(Math.sin(lat / 2), 2)
                + Math.cos(Math.toRadians(one.lat()))
                        * Math.cos(Math.toRadians(other.lat()))
                        * Math.pow(Math.sin(lon / 2), 2);
        return 2 * 6_378_137 * Math.asin(Math.sqrt(h));
    }

    private static boolean arePair(Put one, Put other) {
        return one.category().equals(other.category())
                && !one.unit().equals(other.unit())
                && !one.hidden()
                && !other.hidden()
                && Duration.between(one.at(), other.at()).abs().compareTo(Duration.ofDays(7)) <= 0
                && metres(one, other) <= 100;
    }

    /** Those found are pairs, none is in two, and of those left over no two are a pair. */
    @Test
    void areWhatComparingAllWithAllFinds(@TempDir Path folder) {
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            put(
                    "C" + random.nextInt(2),
                    "U" + random.nextInt(3),
                    "A",
                    116.40 + random.nextDouble() * 0.012,
                    39.90 + random.nextDouble() * 0.012,
                    random.nextInt(28 * 24),
                    random.nextInt(10) == 0);
        }
        try (Facts facts = facts(folder)) {
            List<Pair> pairs = new DuplicatePairs(facts).of(1, 2, MARCH, query -> query.add("r.sensitive IS NOT TRUE"));
            Set<Long> taken = new HashSet<>();
            for (Pair pair : pairs) {
                assertThat(arePair(
                                puts.get((int) pair.one().id() - 1),
                                puts.get((int) pair.other().id() - 1)))
                        .isTrue();
                assertThat(taken.add(pair.one().id()) && taken.add(pair.other().id()))
                        .isTrue();
            }
            assertThat(pairs).hasSizeGreaterThan(20);
            List<Put> left =
                    puts.stream().filter(put -> !taken.contains(put.id())).toList();
            assertThat(left).allSatisfy(one -> assertThat(left).noneMatch(other -> arePair(one, other)));
        }
    }

    /** Lamps go now to U1 and now to U2 within one area; noise lies on both sides of a border; of the rest there are too few. */
    @Test
    void proposeWhatTheyPointAt(@TempDir Path folder) {
        for (int i = 0; i < 4; i++) {
            double lon = 116.40 + i * 0.01;
            put("LAMP", "U1", "A", lon, 39.9, i, false);
            put("LAMP", "U2", "A", lon + 0.0005, 39.9, i + 24, false);
            put("NOISE", "U1", "A", lon, 39.95, i, false);
            put("NOISE", "U2", "B", lon + 0.0005, 39.95, i, false);
        }
        put("LAMP", "U1", "A", 116.5, 39.9, 1, false);
        put("NOISE", "U2", "B", 116.5, 39.95, 1, false);
        for (int i = 0; i < 2; i++) {
            put("RARE", "U1", "A", 116.40 + i * 0.01, 39.9, 1, false);
            put("RARE", "U2", "A", 116.40 + i * 0.01, 39.9, 1, false);
        }
        try (Facts facts = facts(folder)) {
            DuplicateFaults faults = new DuplicateFaults(new DuplicatePairs(facts));
            assertThat(faults.of(1, 2, MARCH, query -> query.add("true")))
                    .containsExactly(
                            new DuplicateFaults.Fault("LAMP", 1, "A", "U2", "U1", 4, 5, 4, 0, null),
                            new DuplicateFaults.Fault("NOISE", 2, "A-U1", "U1", "U2", 4, 5, 4, 4, "B"));
        }
    }

    @Test
    void aPairIsSplitWhenItsTwoGoApart() {
        List<Sent> sent = List.of(new Sent("A", "B"), new Sent("B", "B"), new Sent("A", "A"), new Sent("A", ""));
        assertThat(DuplicateRoutes.split(sent, Sent::before)).isEqualTo(1);
        assertThat(DuplicateRoutes.split(sent, Sent::after)).isEqualTo(1);
        assertThat(DuplicateRoutes.split(List.of(), Sent::after)).isZero();
    }

    private static Category category(String code, @Nullable String parent) {
        return new Category(code, parent, LocalText.of("en", code), null, "coarse", Set.of());
    }

    /** Twelve calls without a name at each of two places: about one thing they may be one person's, about three they are three. */
    @Test
    void whoeverSaysNoNameIsOnePersonForEachTopCategory(@TempDir Path folder) {
        CategoryTree tree = new CategoryTree(List.of(
                category("UTIL", null),
                category("UTIL-WATER", "UTIL"),
                category("UTIL-POWER", "UTIL"),
                category("NOISE", null),
                category("WASTE", null)));
        for (int i = 0; i < 12; i++) {
            put(i % 2 == 0 ? "UTIL-WATER" : "UTIL-POWER", "U", "A", 116.4, 39.9, i, false);
            put(List.of("UTIL-WATER", "UTIL-POWER", "NOISE", "WASTE").get(i % 4), "U", "B", 116.5, 39.9, i, false);
        }
        Reach all = new Reach(null, null, AreaBounds.EVERYWHERE, null, new FixedAreas().current());
        try (Facts facts = facts(folder)) {
            for (Conflicts.Kind kind : Conflicts.Kind.values()) {
                List<Conflicts.Place> places =
                        new Conflicts(facts, () -> tree).places(kind, MARCH, all, GovernanceRules.STANDARD);
                assertThat(places).as(kind.name()).singleElement().satisfies(place -> {
                    assertThat(place.people()).isEqualTo(3);
                    assertThat(place.requests()).isEqualTo(12);
                    assertThat(place.lon()).isCloseTo(116.5, org.assertj.core.api.Assertions.within(1e-6));
                });
            }
        }
    }

    /** Returned by S1 and dispatched again, from the first day on so many hours later. */
    private void disputed(String category, String to, double lon, int hour, String finer) {
        put(category, to, "01", lon, TestTown.SOUTH + TestTown.SIDE, hour, false);
        long id = puts.size();
        finerOf.put(id, finer);
        LocalDateTime at = START.plusHours(hour);
        said.add(new EventFact(id, 202603, 1, at, at.toLocalDate(), "dispute", "S1"));
        said.add(new EventFact(id, 202603, 2, at, at.toLocalDate(), "redirect", null));
    }

    /** Of the border between two districts: what came in the last third of the month went elsewhere and is not learnt from. */
    @Test
    void aBorderFaultIsLearntFromTheFirstTwoThirdsForTheFinerAreasOfMost(@TempDir Path folder) {
        double border = TestTown.WEST + 2 * TestTown.SIDE;
        for (int i = 0; i < 10; i++) {
            disputed("LAMP", "S2", border - 0.0005, 24 * i, i < 6 ? "g1" : i < 8 ? "g2" : "g3");
            disputed("LAMP", "S3", border - 0.0005, 24 * 21 + i, "g9");
        }
        for (int i = 0; i < 3; i++) {
            disputed("TREE", "S2", border - TestTown.SIDE / 2, 24 * 25 + i, "g1");
        }
        Reach all = new Reach(null, null, AreaBounds.EVERYWHERE, null, new FixedAreas().current());
        try (Facts facts = facts(folder)) {
            List<DisputeFaults.Fault> faults = new DisputeFaults(facts).of(1, 2, MARCH, all);
            assertThat(faults).extracting(DisputeFaults.Fault::category).containsExactly("LAMP", "TREE");
            DisputeFaults.Fault lamps = faults.get(0);
            assertThat(lamps.isOfBorder()).isTrue();
            assertThat(lamps.to()).isEqualTo("S2");
            assertThat(lamps.learntUntil()).isEqualTo(LocalDate.of(2026, 3, 20));
            assertThat(List.of(lamps.moved(), lamps.learnt(), lamps.toCount())).containsExactly(20L, 10L, 10L);
            assertThat(lamps.finer()).as("six of ten lie there").containsExactly("g1");
            assertThat(faults.get(1).learntUntil()).as("too recent").isEqualTo(MARCH.to());
            assertThat(faults.get(1).finer()).as("in the middle").isEmpty();
        }
        assertThat(DisputeFaults.rule("LAMP", "grid", List.of("g1", "g2"), "S2"))
                .contains("area: {grid: [\"g1\", \"g2\"]}");
        assertThat(MARCH.afterLearning()).isEqualTo(new RiskWindow(LocalDate.of(2026, 3, 21), MARCH.to()));
    }
}
