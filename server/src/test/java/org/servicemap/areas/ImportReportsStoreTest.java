package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.FindingPile;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

@OnEveryDatabase
class ImportReportsStoreTest {
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);

    private final Database database;
    private final AreaVersions versions;
    private final ImportReports reports;

    ImportReportsStoreTest(Database database) {
        this.database = database;
        this.versions = new AreaVersions(database, List.of());
        this.reports = new ImportReports(database);
    }

    @BeforeEach
    void empty() {
        TestVersions.deleteAll(database);
    }

    private AreaVersion draft(ImportReport report) {
        return versions.createDraft(
                new AreaVersions.Draft(TestCoverages.town("A", 2, 3, 1), List.of(), "one", DAY, "", report));
    }

    @Test
    void aDraftsReportComesBackAsItWas() {
        ImportReport report = TestReports.report(3);
        AreaVersion draft = draft(report);

        assertThat(reports.findings(draft.id(), ImportReports.Filter.ALL, 0, 100))
                .extracting(ImportReports.Numbered::finding)
                .isEqualTo(report.findings());
        ReportSummary summary = reports.find(draft.id()).orElseThrow();
        assertThat(summary.version()).isEqualTo(new ReportSummary.Version(DAY, AreaVersion.Status.DRAFT));
        assertThat(List.of(summary.errors(), summary.repaired(), summary.warnings()))
                .containsExactly(1, 3, 1);
        versions.publish(draft.id(), DAY, true);
        assertThat(reports.find(draft.id()).orElseThrow().version())
                .isEqualTo(new ReportSummary.Version(DAY, AreaVersion.Status.PUBLISHED));
    }

    @Test
    void findingsAreFilteredAndTurnedOver() {
        long id = draft(TestReports.report(5)).id();

        assertThat(features(id, new ImportReports.Filter("gap", null, null), 0, 3))
                .containsExactly(1L, 2L, 3L);
        assertThat(features(id, new ImportReports.Filter("gap", null, null), 3, 3))
                .containsExactly(4L, 5L);
        assertThat(features(id, new ImportReports.Filter(null, Severity.WARNING, null), 0, 9))
                .containsExactly(9L);
        assertThat(features(id, new ImportReports.Filter(null, null, "community"), 0, 9))
                .containsExactly(7L);
        assertThat(features(id, new ImportReports.Filter("gap", Severity.ERROR, null), 0, 9))
                .isEmpty();
        assertThat(reports.groups(id))
                .containsExactly(
                        new ImportReports.Group("orphan", Severity.ERROR, "community", 1, 2.5),
                        new ImportReports.Group("gap", Severity.REPAIRED, "grid", 5, 12.5),
                        new ImportReports.Group("sliver", Severity.WARNING, "grid", 1, 2.5));
    }

    /** Of five gaps two are kept singly; the counts have them all, those of the draft that came of it too. */
    @Test
    void whatIsNotNamedSinglyIsCounted() {
        FindingPile pile = new FindingPile(2);
        TestReports.report(5).findings().forEach(pile::add);
        long id = draft(pile.report()).id();

        assertThat(reports.findings(id, new ImportReports.Filter("gap", null, null), 0, 9))
                .extracting(
                        numbered -> numbered.finding().feature(),
                        numbered -> numbered.finding().count())
                .containsExactly(tuple(1L, 1L), tuple(2L, 1L), tuple(0L, 3L));
        assertThat(reports.groups(id)).contains(new ImportReports.Group("gap", Severity.REPAIRED, "grid", 5, 12.5));
        assertThat(reports.find(id).orElseThrow().repaired()).isEqualTo(5);
    }

    private List<Long> features(long id, ImportReports.Filter filter, int offset, int limit) {
        return reports.findings(id, filter, offset, limit).stream()
                .map(found -> found.finding().feature())
                .toList();
    }

    @Test
    void aRefusedImportLeavesItsReport() {
        long version = draft(TestReports.report(0)).id();
        long refused = reports.keepRefused("two", TestReports.report(1), "units.csv:3: no such area");

        assertThat(reports.list(0, 10)).extracting(ReportSummary::id).containsExactly(refused, version);
        ReportSummary summary = reports.find(refused).orElseThrow();
        assertThat(summary.version()).isNull();
        assertThat(summary.label()).isEqualTo("two");
        assertThat(summary.fault()).contains("units.csv:3");
        assertThat(versions.find(refused)).isEmpty();
    }

    @Test
    void onlyTheLastRefusedOnesAreKept() {
        long version = draft(TestReports.report(0)).id();
        List<Long> refused = IntStream.range(0, ImportReports.REFUSED_KEPT + 2)
                .mapToObj(i -> reports.keepRefused("no " + i, ImportReport.EMPTY, null))
                .toList();

        assertThat(reports.find(refused.get(1))).isEmpty();
        assertThat(reports.find(refused.get(2))).isPresent();
        assertThat(reports.find(version)).isPresent();
    }

    @Test
    void aReportGoesWithItsDraft() {
        long id = draft(TestReports.report(2)).id();
        versions.deleteDraft(id);

        assertThat(reports.find(id)).isEmpty();
        assertThat(reports.findings(id, ImportReports.Filter.ALL, 0, 9)).isEmpty();
    }

    /** Before V6 a version held its report as one document. */
    @Test
    void theMigrationKeepsFormerReports() throws Exception {
        ImportReport former = TestReports.report(2);
        long id = draft(ImportReport.EMPTY).id();
        String migrations = migration("V6__import_reports.sql") + migration("V71__findings_counted.sql");
        database.useTransaction(handle -> {
            handle.execute("DROP TABLE import_findings, import_reports");
            handle.execute("ALTER TABLE area_versions ADD COLUMN report jsonb NOT NULL DEFAULT '{}'");
            handle.execute("UPDATE area_versions SET report = CAST(? AS jsonb)", AreaJson.write(former));
            try (Statement statement = handle.getConnection().createStatement()) {
                statement.execute(migrations);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(reports.findings(id, ImportReports.Filter.ALL, 0, 9))
                .extracting(ImportReports.Numbered::finding)
                .isEqualTo(former.findings());
        assertThat(reports.find(id).orElseThrow().repaired()).isEqualTo(2);
    }

    private static String migration(String name) throws IOException {
        ClassLoader loader = ImportReports.class.getClassLoader();
        try (InputStream file = Objects.requireNonNull(loader.getResourceAsStream("migrations/common/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Damaged files hold characters and numbers that PostgreSQL or JSON cannot; the rest of the finding is still told. */
    @Test
    void whatCannotBeStoredIsLeftOut() {
        Finding odd = new Finding(
                "axis", Severity.ERROR, "a\0b", 1, "C\0", Double.NaN, 1e9, Double.NaN, LocalText.of("zh", "坏\0值"));
        long id = reports.keepRefused("odd\0", new ImportReport(List.of(odd)), "bad\0");

        assertThat(reports.findings(id, ImportReports.Filter.ALL, 0, 9))
                .containsExactly(new ImportReports.Numbered(
                        1, new Finding("axis", Severity.ERROR, "ab", 1, "C", null, 1e9, 0, LocalText.of("zh", "坏值"))));
    }
}
