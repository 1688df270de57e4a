package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.AreaRegistry;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.Cities;
import org.servicemap.areas.City;
import org.servicemap.areas.TestTown;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.Query;
import org.servicemap.calendars.Calendars;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitTables;
import org.servicemap.units.Units;

/** A decision is replayed after everything it was made by has changed. */
@OnEveryDatabase
class ReplaysStoreTest {
    private static final String YAML = """
            label: "old"
            rules:
              - id: leak
                title: {zh: 漏气, en: Gas leak}
                when: {category: H, text: [漏气, gas leak]}
                to: {overlay_unit: heating_zone}
                deadline: {working_days: 2}
              - {id: rest, title: Rest, to: {area_unit: district}}
            """;
    private static final Instant FRIDAY = Instant.parse("2026-01-23T02:00:00Z");

    /** Longer than the pool's own patience, which ends a standstill with an error. */
    private static final Duration STANDSTILL = Duration.ofSeconds(8);

    private final Database database;
    private final Units units;
    private final Calendars calendars;
    private final Catalogues catalogues;
    private final AreaVersions versions;

    @TempDir
    private Path data;

    ReplaysStoreTest(Database database) {
        this.database = database;
        units = new Units(database);
        calendars = new Calendars(database);
        Cities cities = new Cities(database);
        catalogues = new Catalogues(database, () -> cities.find().orElseThrow(), units, calendars);
        versions = new AreaVersions(database, List.of());
    }

    private static City city(String urgent) {
        return new City(
                "town",
                LocalText.of("zh", "小城"),
                "zh",
                List.of("zh", "en"),
                ZoneId.of("Asia/Shanghai"),
                TestTown.coverage(2, 2).levels(),
                1,
                1,
                new LonLat(116.5, 39.75),
                12,
                LocalText.EMPTY,
                false,
                LocalText.EMPTY,
                0,
                0.8,
                Map.of("urgency_classes", List.of(Map.of("id", "urgent", "name", Map.of("zh", urgent)))));
    }

    private static UnitTables tables(String name) {
        return new UnitTables(
                List.of(
                        unit("G1", name + "西区政府", "01", null),
                        unit("G2", name + "东区政府", "02", null),
                        unit("HEAT", name + "热力", null, "H1")),
                List.of(
                        new Category(
                                "H", null, LocalText.of("zh", name + "供热"), "urgent", null, Set.of("basic", "open")),
                        new Category("R", null, LocalText.of("zh", name + "道路"), "urgent", null, Set.of())),
                List.of());
    }

    private static Unit unit(String code, String name, String area, String zone) {
        return new Unit(
                code,
                "office",
                LocalText.of("zh", name, "en", code),
                null,
                area == null ? null : "district",
                area,
                zone == null ? null : "heating_zone",
                zone,
                null,
                Map.of("phone", "1", "email", "a@example.org"));
    }

    @BeforeEach
    void theOldCity() {
        new Cities(database).save(city("紧急"));
        units.replace(tables("旧"));
        calendars.replace(WorkingCalendar.PLAIN);
        catalogues.publish(catalogues.draft(YAML, null));
    }

    private long areas(Coverage coverage, String label, LocalDate from) {
        AreaVersion draft = versions.createDraft(
                new AreaVersions.Draft(coverage, TestTown.overlays(), label, from, "", ImportReport.EMPTY));
        versions.publish(draft.id(), from, true);
        return draft.id();
    }

    private AreaRegistry registry() {
        AreaRegistry registry = new AreaRegistry(database, versions, data, Clock.systemUTC());
        registry.refresh();
        return registry;
    }

    private Question question(AreaResolver areas, double lon, String category, String text) {
        Query query = new Query(new LonLat(lon, TestTown.SOUTH + 0.003), 400.0, Set.of(Query.ALL));
        Place place = Place.of(areas.resolve(query), areas.snapshot().directory());
        return new Question(category, Map.of("incident", place), null, null, null, null, FRIDAY, text);
    }

    @Test
    void decisionsComeOutByteForByteAfterEverythingChanged() {
        long old = areas(TestTown.coverage(2, 2), "old", LocalDate.of(2024, 1, 1));
        List<Decision> made;
        List<String> records;
        try (AreaRegistry registry = registry()) {
            AreaResolver areas = registry.version(String.valueOf(old));
            Catalogue catalogue = catalogues.published(areas.snapshot());
            double border = TestTown.WEST + 2 * TestTown.SIDE - 0.0001;
            made = List.of(
                    catalogue.decide(question(areas, TestTown.WEST + 0.004, "H", "家里漏气了")),
                    catalogue.decide(question(areas, border, "H", "暖气不热")),
                    catalogue.decide(question(areas, border, "R", null)));
            records = made.stream()
                    .map(decision -> RoutingJson.write(decision.record()))
                    .toList();
        }
        assertThat(made.get(0).unit()).extracting(Decision.UnitName::code).isEqualTo("HEAT");
        assertThat(made.get(1).ambiguous()).isTrue();
        assertThat(records).noneMatch(record -> record.contains("漏气"));

        long now = areas(TestTown.coverage(3, 2), "new", LocalDate.of(2025, 1, 1));
        units.replace(tables("新"));
        new Cities(database).save(city("特急"));
        TreeMap<LocalDate, LocalText> holidays = new TreeMap<>(Map.of(LocalDate.of(2026, 1, 26), LocalText.EMPTY));
        calendars.replace(new WorkingCalendar(Set.of(DayOfWeek.SUNDAY), holidays, new TreeSet<>()));
        catalogues.publish(catalogues.draft(YAML.replace("id: leak", "id: gas").replace("days: 2", "days: 9"), null));
        catalogues.refresh();

        try (AreaRegistry registry = registry()) {
            AreaResolver areas = registry.version(String.valueOf(now));
            Decision today =
                    catalogues.published(areas.snapshot()).decide(question(areas, TestTown.WEST + 0.004, "H", "家里漏气了"));
            assertThat(RoutingJson.write(today)).isNotEqualTo(RoutingJson.write(made.get(0)));
            Replays replays = new Replays(database, id -> registry.version(id).snapshot());
            for (int i = 0; i < made.size(); i++) {
                Decision replayed = replays.replay(RoutingJson.readRecord(records.get(i)));
                assertThat(RoutingJson.write(replayed)).isEqualTo(RoutingJson.write(made.get(i)));
            }
            DecisionRecord record = RoutingJson.readRecord(records.get(0));
            assertThatThrownBy(() -> replays.replay(by(record, record.catalogue(), String.valueOf(now))))
                    .satisfies(e -> assertCode(e, "other_area_version"));
        }
    }

    @Test
    void whatIsMissingOrChangedIsSaid() {
        long version = areas(TestTown.coverage(2, 2), "third", LocalDate.of(2026, 1, 1));
        try (AreaRegistry registry = registry()) {
            AreaResolver areas = registry.version(String.valueOf(version));
            DecisionRecord record = catalogues
                    .published(areas.snapshot())
                    .decide(question(areas, TestTown.WEST + 0.004, "R", null))
                    .record();
            Replays replays = new Replays(database, id -> registry.version(id).snapshot());
            assertThatThrownBy(() -> replays.replay(by(record, "0".repeat(64), record.areaVersion())))
                    .satisfies(e -> assertCode(e, "missing_context"));
            database.useTransaction(handle ->
                    handle.createUpdate("""
                            UPDATE routing_contexts SET content = jsonb_set(content, '{zone}', '"UTC"')
                            WHERE fingerprint = :print
                            """).bind("print", record.catalogue()).execute());
            assertThatThrownBy(() -> replays.replay(record)).satisfies(e -> assertCode(e, "bad_context"));
        }
        try (AreaRegistry registry = registry()) {
            AreaResolver areas = registry.version(String.valueOf(version));
            units.replace(tables("再"));
            catalogues.refresh();
            DecisionRecord record = catalogues
                    .published(areas.snapshot())
                    .decide(question(areas, TestTown.WEST + 0.004, "R", null))
                    .record();
            Replays elsewhere =
                    new Replays(database, id -> registry.version("1").snapshot());
            assertThatThrownBy(() -> elsewhere.replay(record)).satisfies(e -> assertCode(e, "missing_area_version"));
        }
    }

    /** As filings after a start or a publication: each holds its connection, all of the pool, while the first compiles for all. */
    @Test
    void theCatalogueIsCompiledWhileAllConnectionsAreHeld() throws Exception {
        long version = areas(TestTown.coverage(2, 2), "held", LocalDate.of(2026, 1, 1));
        int pool = ((HikariDataSource) database.dataSource()).getMaximumPoolSize();
        ExecutorService filing = Executors.newFixedThreadPool(pool);
        try (AreaRegistry registry = registry()) {
            AreaSnapshot areas = registry.version(String.valueOf(version)).snapshot();
            catalogues.refresh();
            CyclicBarrier allHold = new CyclicBarrier(pool);
            List<Future<Catalogue>> answers = filing.invokeAll(
                    Collections.nCopies(
                            pool,
                            () -> database.inTransaction(handle -> {
                                await(allHold);
                                return catalogues.published(areas);
                            })),
                    STANDSTILL.toSeconds(),
                    TimeUnit.SECONDS);
            for (Future<Catalogue> answer : answers) {
                assertThat(answer.isCancelled()).as("it stands still").isFalse();
                assertThat(answer.get()).isSameAs(answers.get(0).get());
            }
        } finally {
            filing.shutdownNow();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(STANDSTILL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DecisionRecord by(DecisionRecord record, String catalogue, String areaVersion) {
        return new DecisionRecord(
                catalogue,
                areaVersion,
                record.category(),
                record.places(),
                record.channel(),
                record.hotline(),
                record.urgency(),
                record.kind(),
                record.at(),
                record.truths());
    }

    private static void assertCode(Throwable thrown, String code) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        RoutingException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
