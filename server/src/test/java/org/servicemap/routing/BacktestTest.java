package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageBuilder;
import org.servicemap.areas.coverage.CoverageOptions;
import org.servicemap.areas.coverage.ParentRule;
import org.servicemap.areas.coverage.SourceFeature;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaIndex;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.OverlayIndex;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.ResolverSettings;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

class BacktestTest {
    private static final String DRAFT =
            CatalogueTest.YAML.replace("to: {area_unit: subdistrict}", "to: {area_unit: district}");

    private final AreaResolver resolver = resolver();
    private final Catalogue current = Catalogue.compile(CatalogueTest.YAML, TestCity.context());
    private final Catalogue draft = Catalogue.compile(DRAFT, TestCity.context());

    /** The squares of {@link TestCity} as a real coverage. */
    static AreaResolver resolver() {
        Territory territory = TestCity.territory();
        List<SourceFeature> features = new ArrayList<>();
        features.add(feature(1, "1", null, 0, 2));
        features.add(feature(1, "2", null, 2, 4));
        features.add(feature(2, "11", "1", 0, 1));
        features.add(feature(2, "12", "1", 1, 2));
        features.add(feature(2, "21", "2", 2, 3));
        features.add(feature(2, "22", "2", 3, 4));
        Coverage coverage = CoverageBuilder.build(
                        territory.directory().levels(),
                        2,
                        features,
                        CoverageOptions.DEFAULT.withParents(Map.of(2, ParentRule.FIELD)))
                .coverage();
        return new AreaResolver(new AreaSnapshot(
                "v1",
                "v1",
                LocalDate.EPOCH,
                AreaDirectory.of(coverage),
                AreaIndex.build(coverage),
                OverlayIndex.of(territory.overlays()),
                ResolverSettings.DEFAULT));
    }

    private static SourceFeature feature(int level, String code, String parent, double from, double to) {
        return new SourceFeature(
                level, "test", 1, code, parent, LocalText.of("zh", code), Map.of(), TestCity.box(from, 0, to, 1));
    }

    private static PastCase past(String category, double lon, Instant at, String text) {
        return new PastCase(0, category, new LonLat(lon, 0.5), null, null, null, null, at, text, "S11");
    }

    @Test
    void theQuickWayGivesTheSameUnitsAsDecisions() {
        Random random = new Random(3);
        QuickRouter quick = new QuickRouter(current, resolver);
        for (int i = 0; i < 2000; i++) {
            String category = List.of("H", "H-1", "H-2", "L").get(random.nextInt(4));
            String text = List.of("漏气了", "不热", "gas leak", "").get(random.nextInt(4));
            Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(365 * 86400));
            PastCase past = past(category, random.nextDouble() * 4.2, at, text);
            Place place = placeOf(past.point());
            Decision decision =
                    current.decide(new Question(category, Map.of("incident", place), null, null, null, null, at, text));
            String expected = decision.unit() != null
                    ? decision.unit().code()
                    : decision.diversion() == null
                            ? null
                            : "diversion:" + decision.diversion().id();
            assertThat(quick.target(past)).as(past.toString()).isEqualTo(expected);
        }
    }

    private Place placeOf(LonLat point) {
        AreaDirectory directory = resolver.snapshot().directory();
        int leaf = resolver.snapshot().index().leafOf(point.lon(), point.lat());
        if (leaf < 0) {
            return Place.of(resolver.resolve(new Query(point, null, current.overlayLayers())), directory);
        }
        List<Place.FeatureAt> features = resolver.snapshot().overlays().hits(point, current.overlayLayers()).stream()
                .map(hit -> new Place.FeatureAt(hit.layer(), hit.code(), hit.distanceMetres()))
                .toList();
        return Place.ofArea(directory, leaf, features);
    }

    @Test
    void countsWhatMoves() throws IOException {
        Instant winter = Instant.parse("2026-01-20T02:00:00Z");
        List<PastCase> cases = List.of(
                past("H-2", 0.5, winter, null),
                past("H-2", 0.6, winter, null),
                past("H-2", 1.9, winter, null),
                past("H-2", 0.5, winter, "有漏气"),
                past("H-2", 2.5, winter, null),
                past("X", 2.5, winter, null));
        BacktestReport report = Backtest.run(
                PastCases.of(cases.iterator()), new QuickRouter(current, resolver), new QuickRouter(draft, resolver));
        assertThat(report.cases()).isEqualTo(6);
        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.moved()).isEqualTo(4);
        assertThat(report.agreedBefore()).isEqualTo(2);
        assertThat(report.agreedAfter()).isZero();
        StringBuilder csv = new StringBuilder();
        report.writeCsv(csv);
        assertThat(csv).hasToString("category,area,from,to,count\nH-2,11,S11,G1,2\nH-2,12,S12,G1,1\nH-2,21,S21,G2,1\n");
        assertThat(report.toJson()).contains("\"moved\":4");
    }

    @Test
    void rulesThatLookAtTheRegisteredPlaceAreTried() throws IOException {
        String rules =
                "rules:\n  - {id: wages, title: T, when: {category: L}, place: registered, to: {area_unit: LEVEL}}\n"
                        + "  - {id: rest, title: T, when: {category: H}, to: {unit: GAS}}\n";
        String csv = "category,lon,lat,at,registered_lon,registered_lat,decided\n"
                + "L,0.5,0.5,2026-01-20 10:00,3.5,0.5,G2\n"
                + "L,0.5,0.5,2026-01-20 10:00,2.5,0.5,S11\n"
                + "L,0.5,0.5,2026-01-20 10:00,,,\n"
                + "L,0.5,0.5,2026-01-20 10:00,2.5,,\n"
                + "H-1,0.5,0.5,2026-01-20 10:00,2.5,0.5,\n";
        try (PastCaseCsv cases = cases(csv)) {
            BacktestReport report = Backtest.run(cases, router(rules, "subdistrict"), router(rules, "district"));
            StringBuilder moves = new StringBuilder();
            report.writeCsv(moves);
            assertThat(moves).hasToString("category,area,from,to,count\nL,11,S21,G2,1\nL,11,S22,G2,1\n");
            assertThat(cases.badRows()).as("half a position").isEqualTo(1);
            assertThat(report.undecidedBefore()).isEqualTo(1);
            assertThat(report.undecidedAfter()).isEqualTo(1);
            assertThat(report.known()).isEqualTo(2);
            assertThat(report.agreedBefore()).isZero();
            assertThat(report.agreedAfter()).isEqualTo(1);
        }
        assertThatThrownBy(() -> cases("category,lon,lat,at,registered_lon\n").next())
                .isInstanceOf(RoutingException.class)
                .hasMessageContaining("registered_lat");
    }

    private static PastCaseCsv cases(String csv) throws IOException {
        return new PastCaseCsv(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), TestCity.ZONE);
    }

    private QuickRouter router(String rules, String level) {
        return new QuickRouter(Catalogue.compile(rules.replace("LEVEL", level), TestCity.context()), resolver);
    }

    @Test
    void manyBlocksAddUp() {
        Random random = new Random(5);
        Instant winter = Instant.parse("2026-01-20T02:00:00Z");
        List<PastCase> cases = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            String category = List.of("H", "H-1", "H-2", "L").get(random.nextInt(4));
            cases.add(past(category, random.nextDouble() * 4.2, winter.plusSeconds(i), i % 7 == 0 ? "漏气" : null));
        }
        QuickRouter before = new QuickRouter(current, resolver);
        QuickRouter after = new QuickRouter(draft, resolver);
        long moved = cases.stream()
                .filter(past -> !Objects.equals(before.target(past), after.target(past)))
                .count();
        BacktestReport report = Backtest.run(PastCases.of(cases.iterator()), before, after);
        assertThat(report.cases()).isEqualTo(cases.size());
        assertThat(report.moved()).isEqualTo(moved).isPositive();
        assertThat(report.moves().stream()
                        .mapToLong(BacktestReport.Count::count)
                        .sum())
                .isEqualTo(moved);
        assertThat(report.known()).isEqualTo(cases.size());
    }

    @Test
    void aFaultWhileDecidingIsNotSwallowed() {
        List<PastCase> cases = new ArrayList<>(
                Collections.nCopies(10_000, past("H-2", 0.5, Instant.parse("2026-01-20T02:00:00Z"), null)));
        cases.set(9_000, past("H-2", 0.5, Instant.MAX, null));
        assertThatThrownBy(() -> Backtest.run(
                        PastCases.of(cases.iterator()),
                        new QuickRouter(current, resolver),
                        new QuickRouter(draft, resolver)))
                .isInstanceOf(DateTimeException.class);
    }

    private static InputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void badRowsArePassedOverWithTheirLine() throws IOException {
        String csv = """
                category,lon,lat,at,text
                H-1,0.5,0.5,2026-01-20 10:00,不热
                H-1,999,0.5,2026-01-20 10:00,
                H-1,0.5,0.5,yesterday,
                H-2,0.5,0.5,2026-01-20T10:00:00+08:00,"两
                行"
                """;
        try (PastCaseCsv cases = new PastCaseCsv(stream(csv), TestCity.ZONE)) {
            List<PastCase> read = new ArrayList<>();
            for (PastCases.Block block = cases.next(); block != null; block = cases.next()) {
                block.each(read::add);
            }
            assertThat(read).extracting(PastCase::category).containsExactly("H-1", "H-2");
            assertThat(read.get(0).at()).isEqualTo(read.get(1).at());
            assertThat(cases.badRows()).isEqualTo(2);
            assertThat(cases.faults().get(0)).startsWith("line 3: ");
        }
    }
}
