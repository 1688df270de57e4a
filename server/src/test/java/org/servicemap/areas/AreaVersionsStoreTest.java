package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.CoverageBuilder;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.coverage.CoverageOptions;
import org.servicemap.areas.coverage.Crosswalk;
import org.servicemap.areas.coverage.GridGeometry;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.coverage.SourceFeature;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

@OnEveryDatabase
class AreaVersionsStoreTest {
    private static final LocalDate Y2024 = LocalDate.of(2024, 1, 1);
    private static final LocalDate Y2025 = LocalDate.of(2025, 1, 1);
    private static final LocalDate FAR = LocalDate.of(2999, 1, 1);

    private final Database database;
    private final Hanging hanging = new Hanging();
    private final AreaVersions versions;

    AreaVersionsStoreTest(Database database) {
        this.database = database;
        this.versions = new AreaVersions(database, List.of(hanging), AreaVersionsStoreTest::halves);
    }

    @BeforeEach
    void empty() {
        TestVersions.deleteAll(database);
    }

    @Test
    void aCoverageComesBackBitForBit() {
        Coverage town = TestCoverages.town("A", 3, 5, 4);
        AreaVersion draft = versions.createDraft(draft(town, "one", Y2024));
        Coverage back = versions.coverage(draft.id());
        assertThat(back.grid()).isEqualTo(town.grid());
        assertThat(back.levels()).isEqualTo(town.levels());
        assertThat(back.areas()).hasSameSizeAs(town.areas());
        for (CoverageArea area : town.areas()) {
            CoverageArea same = back.areas().get(area.ordinal());
            assertThat(same)
                    .usingRecursiveComparison()
                    .ignoringFields("shape", "own")
                    .isEqualTo(area);
            assertThat(same.shape().polygons()).isDeepEqualTo(area.shape().polygons());
            assertThat(same.own().polygons()).isDeepEqualTo(area.own().polygons());
        }
        assertThat(new VersionContent(back, List.of()).hash().hex())
                .isEqualTo(new VersionContent(town, List.of()).hash().hex());
    }

    @Test
    void theDirectoryIsThatOfTheCoverage() {
        Coverage town = TestCoverages.town("A", 2, 3, 1);
        AreaVersion draft = versions.createDraft(draft(town, "one", Y2024));
        AreaDirectory expected = AreaDirectory.of(town);
        AreaDirectory read = database.inSnapshot(handle -> new ContentStore(database).directory(handle, draft));
        assertThat(read.size()).isEqualTo(8);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.row(i)).isEqualTo(expected.row(i));
        }
    }

    @Test
    void overlaysComeBack() {
        var line = new GeometryFactory()
                .createLineString(new Coordinate[] {new Coordinate(116.1, 39.1), new Coordinate(116.2, 39.2)});
        OverlayLayer roads = new OverlayLayer(
                "road",
                LocalText.of("zh", "道路"),
                OverlayLayer.Kind.LINE,
                25,
                List.of(new OverlayFeature("r1", LocalText.of("en", "Road 1"), Map.of("owner", "x"), line)));
        AreaVersion draft = versions.createDraft(new AreaVersions.Draft(
                TestCoverages.town("A", 1, 1, 1), List.of(roads), "one", Y2024, "", ImportReport.EMPTY));
        OverlayLayer back = versions.overlays(draft.id()).get(0);
        assertThat(back).usingRecursiveComparison().ignoringFields("features").isEqualTo(roads);
        assertThat(back.features().get(0).wgs84().equalsExact(line)).isTrue();
        assertThat(back.features().get(0).attributes()).containsEntry("owner", "x");
    }

    @Test
    void theContentHashSeesNamesAndShapesButNotLabels() {
        String first = versions.createDraft(draft(TestCoverages.town("A", 2, 2, 1), "one", Y2024))
                .contentHash();
        assertThat(versions.createDraft(draft(TestCoverages.town("A", 2, 2, 1), "two", Y2025))
                        .contentHash())
                .isEqualTo(first);
        assertThat(versions.createDraft(draft(TestCoverages.town("A", 2, 2, 3), "one", Y2024))
                        .contentHash())
                .isNotEqualTo(first);
        assertThat(versions.createDraft(draft(TestCoverages.town("B", 2, 2, 1), "one", Y2024))
                        .contentHash())
                .isNotEqualTo(first);
    }

    @Test
    void versionsShareShapes() {
        versions.createDraft(draft(TestCoverages.town("A", 2, 2, 1), "one", Y2024));
        long before = count("geometries");
        AreaVersion second = versions.createDraft(draft(TestCoverages.town("B", 2, 2, 1), "two", Y2025));
        assertThat(count("geometries")).isEqualTo(before);
        versions.deleteDraft(second.id());
        assertThat(count("geometries")).isEqualTo(before);
        assertThat(versions.find(second.id())).isEmpty();
    }

    @Test
    void aFaultInTheMiddleOfAnImportLeavesNothing() {
        assertThatThrownBy(() -> versions.createDraft(
                        draft(TestCoverages.town("A", 2, 2, 1), "one", Y2024),
                        handle -> handle.execute("SELECT 1 / 0")))
                .hasMessageContaining("division by zero");
        assertThat(versions.list()).isEmpty();
        assertThat(count("geometries")).isZero();
        assertThat(count("areas")).isZero();
    }

    @Test
    void eachDayHasItsVersion() {
        assertThatThrownBy(() -> versions.on(Y2024)).hasMessageContaining("no boundaries are published");
        long first = published("A", Y2024);
        long second = published("B", Y2025);
        assertThat(versions.on(LocalDate.of(2024, 12, 31)).id()).isEqualTo(first);
        assertThat(versions.on(Y2025).id()).isEqualTo(second);
        assertThat(versions.get(first).status()).isEqualTo(AreaVersion.Status.RETIRED);
        assertThat(versions.get(second).status()).isEqualTo(AreaVersion.Status.PUBLISHED);
        assertThatThrownBy(() -> versions.on(LocalDate.of(2023, 12, 31)))
                .isInstanceOf(AreaException.class)
                .hasMessageContaining("the first version starts on 2024-01-01");
        long between = published("C", LocalDate.of(2024, 6, 3));
        assertThat(versions.on(LocalDate.of(2024, 12, 31)).id()).isEqualTo(between);
        assertThat(versions.on(Y2025).id()).isEqualTo(second);
        assertThat(versions.get(between).status()).isEqualTo(AreaVersion.Status.RETIRED);
    }

    @Test
    void aLaterStartLeavesTheFormerInForceUntilThen() {
        long first = published("A", Y2024);
        long second = published("B", FAR);
        assertThat(versions.on(LocalDate.now()).id()).isEqualTo(first);
        assertThat(versions.get(first).status()).isEqualTo(AreaVersion.Status.PUBLISHED);
        assertThat(versions.on(FAR).id()).isEqualTo(second);
    }

    @Test
    void rollingBackReturnsEveryDay() {
        long first = published("A", Y2024);
        long second = published("B", Y2025);
        versions.rollBack(second, true);
        assertThat(versions.on(FAR).id()).isEqualTo(first);
        assertThat(versions.get(first).status()).isEqualTo(AreaVersion.Status.PUBLISHED);
        assertThat(versions.get(second).status()).isEqualTo(AreaVersion.Status.RETIRED);
        assertThat(versions.activations())
                .extracting(Activation::action, Activation::version, Activation::replaced)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Activation.Action.PUBLISH, first, null),
                        org.assertj.core.groups.Tuple.tuple(Activation.Action.PUBLISH, second, first),
                        org.assertj.core.groups.Tuple.tuple(Activation.Action.ROLL_BACK, first, second));
        assertThatThrownBy(() -> versions.rollBack(second, true)).hasMessageContaining("not in force on any day");
        assertThatThrownBy(() -> versions.rollBack(first, true)).hasMessageContaining("replaced none");
        long third = published("C", Y2025);
        assertThat(versions.on(FAR).id()).isEqualTo(third);
    }

    @Test
    void aVersionReplacedOnItsFirstDayComesBackToo() {
        long first = published("A", Y2024);
        long second = published("B", Y2024);
        assertThat(versions.on(Y2024).id()).isEqualTo(second);
        versions.rollBack(second, true);
        assertThat(versions.on(Y2024).id()).isEqualTo(first);
    }

    @Test
    void whatHangsOnVanishedAreasMovesAfterConfirmation() {
        long first = published("A", Y2024);
        hanging.onArea.put("unit-1", new AreaKey("district", "A0001"));
        hanging.onArea.put("unit-2", new AreaKey("block", "A00010001"));
        AreaVersion next = versions.createDraft(draft(TestCoverages.town("B", 2, 2, 1), "B", Y2025));
        SwitchPlan plan = versions.plan(next.id(), Y2025);
        assertThat(plan.gone()).hasSize(6).contains(new AreaKey("district", "A0002"));
        assertThat(plan.hanging()).extracting(AreaDependants.Dependant::id).containsExactly("unit-1", "unit-2");
        AreaDependants.Move only = plan.moves().get(0);
        assertThat(only.ofNew())
                .as("nine tenths of it are nine tenths of one as large")
                .isCloseTo(0.9, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(only.isWider()).isTrue();
        assertThatThrownBy(() -> versions.publish(next.id(), Y2025, false))
                .isInstanceOf(AreaException.class)
                .hasMessageContaining("unit unit-1 on district A0001");
        assertThat(versions.on(Y2025).id()).isEqualTo(first);
        versions.publish(next.id(), Y2025, true);
        assertThat(hanging.onArea)
                .containsEntry("unit-1", new AreaKey("district", "B0001"))
                .containsEntry("unit-2", new AreaKey("block", "A00010001"));
        assertThat(plan.stranded()).containsExactly(new AreaKey("block", "A00010001"));
    }

    @Test
    void rollingBackAMergePutsEverythingBackWhereItWas() {
        AreaVersions merging = new AreaVersions(
                database,
                List.of(hanging),
                (before, after) -> merged(before, after.areas().get(0)));
        long first = published("A", Y2024);
        hanging.onArea.put("unit-1", new AreaKey("district", "A0001"));
        hanging.onArea.put("unit-2", new AreaKey("district", "A0002"));
        AreaVersion next = merging.createDraft(draft(TestCoverages.town("B", 2, 2, 1), "B", Y2025));
        merging.publish(next.id(), Y2025, true);
        assertThat(hanging.onArea.values()).containsOnly(new AreaKey("district", "B0001"));
        SwitchPlan back = merging.rollBack(next.id(), false);
        assertThat(hanging.onArea)
                .containsEntry("unit-1", new AreaKey("district", "A0001"))
                .containsEntry("unit-2", new AreaKey("district", "A0002"));
        assertThat(back.gone()).contains(new AreaKey("district", "B0001"));
        assertThat(versions.on(FAR).id()).isEqualTo(first);
    }

    @Test
    void whatHangsOnAreasWaitsForTheDay() {
        published("A", Y2024);
        hanging.onArea.put("unit-1", new AreaKey("district", "A0001"));
        AreaVersion next = versions.createDraft(draft(TestCoverages.town("B", 2, 2, 1), "B", FAR));
        assertThatThrownBy(() -> versions.publish(next.id(), FAR, false)).hasMessageContaining("unit unit-1");
        assertThat(versions.publish(next.id(), FAR, true).moment()).isEqualTo(SwitchPlan.Moment.ON_ITS_DAY);
        assertThat(versions.isAnyDue()).isFalse();
        assertThat(hanging.onArea).containsEntry("unit-1", new AreaKey("district", "A0001"));
        comes(next.id());
        assertThat(versions.isAnyDue()).isTrue();
        List<Long> together = new ArrayList<>();
        database.useTransaction(handle -> versions.takeUpDue(handle, together::add));
        database.useTransaction(handle -> versions.takeUpDue(handle, together::add));
        assertThat(together).containsExactly(next.id());
        assertThat(hanging.onArea).containsEntry("unit-1", new AreaKey("district", "B0001"));
        versions.rollBack(next.id(), false);
        assertThat(hanging.onArea).containsEntry("unit-1", new AreaKey("district", "A0001"));
    }

    @Test
    void whatWaitsFollowsFromTheVersionThatStandsThen() {
        published("A", Y2024);
        hanging.onArea.put("unit-1", new AreaKey("district", "A0001"));
        AreaVersion last = versions.createDraft(draft(TestCoverages.town("C", 2, 2, 1), "C", FAR));
        versions.publish(last.id(), FAR, true);
        AreaVersion between = versions.createDraft(draft(TestCoverages.town("B", 2, 2, 1), "B", Y2025));
        versions.publish(between.id(), Y2025, true);
        assertThat(hanging.onArea).containsEntry("unit-1", new AreaKey("district", "B0001"));
        comes(last.id());
        database.useTransaction(handle -> versions.takeUpDue(handle, id -> {}));
        assertThat(hanging.onArea).containsEntry("unit-1", new AreaKey("district", "C0001"));
    }

    @Test
    void aVersionOfPastDaysMovesNothing() {
        published("A", Y2024);
        published("B", Y2025);
        hanging.onArea.put("unit-1", new AreaKey("district", "A0001"));
        LocalDate between = LocalDate.of(2024, 6, 1);
        AreaVersion past = versions.createDraft(draft(TestCoverages.town("C", 2, 2, 1), "C", between));
        SwitchPlan plan = versions.publish(past.id(), between, false);
        assertThat(plan.moment()).isEqualTo(SwitchPlan.Moment.NEVER);
        assertThat(plan.gone()).isNotEmpty();
        assertThat(hanging.onArea).containsEntry("unit-1", new AreaKey("district", "A0001"));
        versions.rollBack(past.id(), false);
        assertThat(hanging.onArea).containsEntry("unit-1", new AreaKey("district", "A0001"));
    }

    @Test
    void aVersionThatIsTakenBackBeforeItsDayNeverComes() {
        published("A", Y2024);
        hanging.onArea.put("unit-1", new AreaKey("district", "A0001"));
        AreaVersion next = versions.createDraft(draft(TestCoverages.town("B", 2, 2, 1), "B", FAR));
        versions.publish(next.id(), FAR, true);
        versions.rollBack(next.id(), false);
        comes(next.id());
        database.useTransaction(handle -> versions.takeUpDue(handle, id -> {}));
        assertThat(hanging.onArea).containsEntry("unit-1", new AreaKey("district", "A0001"));
    }

    @Test
    void aDraftOfOneAreaIsNotPublishedOverAnotherVersionThanItsBase() {
        long first = published("A", Y2024);
        AreaVersion one = versions.createDraft(draft(TestCoverages.town("B", 2, 2, 1), "one", Y2025));
        AreaVersion two = versions.createDraft(draft(TestCoverages.town("C", 2, 2, 1), "two", Y2025));
        database.useTransaction(handle -> {
            versions.basedOn(handle, one, versions.get(first), new AreaKey("district", "A0001"));
            versions.basedOn(handle, two, versions.get(first), new AreaKey("district", "A0001"));
        });
        versions.publish(one.id(), Y2025, true);
        assertThatThrownBy(() -> versions.publish(two.id(), Y2025, true))
                .isInstanceOfSatisfying(
                        AreaException.class, e -> assertThat(e.code()).isEqualTo("base_replaced"))
                .hasMessageContaining("\"two\"")
                .hasMessageContaining("\"A\"")
                .hasMessageContaining("\"one\"");
        assertThatThrownBy(() -> versions.carried(two.id(), Y2025)).hasMessageContaining("changed the same area");
        assertThat(versions.get(two.id()).status()).isEqualTo(AreaVersion.Status.DRAFT);
    }

    @Test
    void draftsOfTwoDistrictsMadeSideBySideArePublishedOneAfterTheOther() {
        Coverage town = TestCoverages.town("A", 2, 2, 1);
        AreaVersion first = versions.get(published("A", Y2024));
        AreaVersion one = within(first, town, 0);
        AreaVersion two = within(first, town, 1);
        assertThat(versions.carried(one.id(), Y2025)).isEqualTo(one);
        versions.publish(one.id(), Y2025, true);
        assertThat(versions.plan(two.id(), Y2025).gone())
                .extracting(AreaKey::code)
                .containsExactly("A00020001", "A00020002");
        AreaVersion both = versions.carried(two.id(), Y2025);
        assertThat(both.label()).isEqualTo(two.label());
        assertThat(versions.find(two.id())).isEmpty();
        versions.publish(both.id(), Y2025, true);
        assertThat(versions.coverage(versions.on(Y2025).id()).areas())
                .extracting(CoverageArea::code)
                .containsExactly("A0001", "A0002", "new0", "new1");
    }

    /** A draft in which one block is all of a district. */
    private AreaVersion within(AreaVersion base, Coverage town, int district) {
        CoverageArea parent = town.areas().get(district);
        var block = new SourceFeature(
                2,
                "blocks",
                1,
                "new" + district,
                parent.code(),
                LocalText.of("zh", "新"),
                Map.of(),
                GridGeometry.toGeometry(town.grid(), parent.shape()));
        Coverage made = Objects.requireNonNull(
                CoverageBuilder.replaceChildren(town, district, List.of(block), CoverageOptions.DEFAULT)
                        .coverage());
        AreaVersion draft = versions.createDraft(draft(made, "district " + district, Y2025));
        database.useTransaction(
                handle -> versions.basedOn(handle, draft, base, new AreaKey("district", parent.code())));
        return draft;
    }

    @Test
    void aFaultWhileMovingPublishesNothing() {
        long first = published("A", Y2024);
        hanging.onArea.put("unit-1", new AreaKey("district", "A0001"));
        hanging.broken = true;
        AreaVersion next = versions.createDraft(draft(TestCoverages.town("B", 2, 2, 1), "B", Y2025));
        assertThatThrownBy(() -> versions.publish(next.id(), Y2025, true)).hasMessage("broken");
        assertThat(versions.on(Y2025).id()).isEqualTo(first);
        assertThat(versions.get(next.id()).status()).isEqualTo(AreaVersion.Status.DRAFT);
        assertThat(versions.activations()).hasSize(1);
    }

    @Test
    void onlyADraftIsPublishedOrDeleted() {
        long first = published("A", Y2024);
        assertThatThrownBy(() -> versions.publish(first, Y2025, true)).hasMessageContaining("published already");
        assertThatThrownBy(() -> versions.deleteDraft(first)).hasMessageContaining("published already");
        assertThatThrownBy(() -> versions.get(17L)).hasMessageContaining("no area version 17");
        assertThatThrownBy(() -> versions.get("none")).hasMessageContaining("no area version \"none\"");
        assertThat(versions.get("A").id()).isEqualTo(first);
    }

    @Test
    void theDatabaseItselfRefusesTwoVersionsOnOneDay() {
        long first = published("A", Y2024);
        published("B", Y2025);
        assertThatThrownBy(() -> database.useTransaction(
                        handle -> handle.createUpdate("UPDATE area_versions SET effective_to = NULL WHERE id = :id")
                                .bind("id", first)
                                .execute()))
                .hasStackTraceContaining("one_version_a_day");
        assertThatThrownBy(() -> database.useTransaction(handle -> handle.execute("DELETE FROM area_activations")))
                .hasMessageContaining("only ever added");
    }

    @Test
    void activationsAreToldToWhoeverWatches() {
        ChangeLog log = new ChangeLog(database);
        ChangeLog.Position before = log.end();
        long first = published("A", Y2024);
        assertThat(log.after(before, 10))
                .extracting(ChangeLog.Change::topic, ChangeLog.Change::key, ChangeLog.Change::payload)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("areas", String.valueOf(first), "{\"what\": \"drafted\"}"),
                        org.assertj.core.groups.Tuple.tuple(
                                "areas", String.valueOf(first), "{\"what\": \"activated\"}"));
        assertThat(log.after(log.end(), 10)).isEmpty();
    }

    /** The days pass until a version's first. */
    private void comes(long version) {
        database.useTransaction(handle -> {
            handle.execute(
                    "UPDATE area_versions SET effective_to = current_date WHERE effective_to = ? AND effective_from < effective_to",
                    FAR);
            handle.execute(
                    "UPDATE area_versions SET effective_to = CASE WHEN effective_to = effective_from THEN current_date ELSE effective_to END,"
                            + " effective_from = current_date WHERE id = ?",
                    version);
        });
    }

    private static CoverageDiff merged(Coverage before, CoverageArea whole) {
        TreeMap<String, List<Crosswalk.Share>> shares = new TreeMap<>();
        before.areas().stream()
                .filter(area -> area.level() == 1)
                .forEach(area -> shares.put(area.code(), List.of(new Crosswalk.Share(whole.code(), 1))));
        return new CoverageDiff(List.of(new CoverageDiff.LevelDiff(
                1, List.of(), List.of(), List.of(), List.of(), List.of(), new Crosswalk(1, shares))));
    }

    private long published(String prefix, LocalDate from) {
        AreaVersion draft = versions.createDraft(draft(TestCoverages.town(prefix, 2, 2, 1), prefix, from));
        versions.publish(draft.id(), from, true);
        return draft.id();
    }

    private static AreaVersions.Draft draft(Coverage coverage, String label, LocalDate from) {
        return new AreaVersions.Draft(coverage, List.of(), label, from, "", ImportReport.EMPTY);
    }

    private long count(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                        .mapTo(Long.class)
                        .one());
    }

    /** A crosswalk that only knows districts: each goes to the one of the same number. */
    private static CoverageDiff halves(Coverage before, Coverage after) {
        String prefix = after.areas().get(0).code().substring(0, 1);
        TreeMap<String, List<Crosswalk.Share>> shares = new TreeMap<>();
        before.areas().stream()
                .filter(area -> area.level() == 1)
                .forEach(area -> shares.put(
                        area.code(),
                        List.of(new Crosswalk.Share(prefix + area.code().substring(1), 0.9))));
        return new CoverageDiff(List.of(new CoverageDiff.LevelDiff(
                1, List.of(), List.of(), List.of(), List.of(), List.of(), new Crosswalk(1, shares))));
    }

    /** Units in charge of areas, as a feature would keep them. */
    private static final class Hanging implements AreaDependants {
        private final TreeMap<String, AreaKey> onArea = new TreeMap<>();
        private boolean broken;

        @Override
        public String kind() {
            return "hanging";
        }

        @Override
        public String remember(Handle handle) {
            return onArea.entrySet().stream()
                    .map(each -> each.getKey() + " " + each.getValue().level() + " "
                            + each.getValue().code())
                    .collect(java.util.stream.Collectors.joining("\n"));
        }

        @Override
        public void restore(Handle handle, String kept) {
            onArea.clear();
            kept.lines()
                    .map(line -> line.split(" "))
                    .forEach(line -> onArea.put(line[0], new AreaKey(line[1], line[2])));
        }

        @Override
        public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
            List<Dependant> found = new ArrayList<>();
            onArea.forEach((unit, area) -> {
                if (areas.contains(area)) {
                    found.add(new Dependant("unit", unit, LocalText.EMPTY, area));
                }
            });
            return found;
        }

        @Override
        public void move(Handle handle, List<Move> moves) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            moves.forEach(move -> onArea.replaceAll((unit, area) -> area.equals(move.from()) ? move.to() : area));
        }
    }
}
