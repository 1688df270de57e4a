package org.servicemap.areas;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;
import org.servicemap.storage.CopyRow;
import org.servicemap.storage.Database;

/** The reports of imports and their findings. */
final class ReportStore {
    private static final List<String> COLUMNS = List.of(
            "report_id",
            "ordinal",
            "code",
            "severity",
            "layer",
            "feature",
            "area",
            "lon",
            "lat",
            "m2",
            "message",
            "times");
    private static final String REPORTS =
            "SELECT r.id, r.version_id, r.label, r.made_at, r.fault, r.errors, r.repaired,"
                    + " r.warnings, v.effective_from, " + VersionStore.STATUS
                    + " AS status FROM import_reports r LEFT JOIN area_versions v ON v.id = r.version_id ";

    private final Database database;

    ReportStore(Database database) {
        this.database = database;
    }

    /** A report's head. */
    record Row(
            long id,
            @Nullable Long version,
            String label,
            @Nullable String fault) {}

    void insert(Handle handle, Row head, ImportReport report) {
        handle.createUpdate("""
                        INSERT INTO import_reports (id, version_id, label, fault, errors, repaired, warnings)
                        VALUES (:id, :version, :label, :fault, :errors, :repaired, :warnings)
                        """)
                .bind("id", head.id())
                .bind("version", head.version())
                .bind("label", storable(head.label()))
                .bind("fault", head.fault() == null ? null : storable(head.fault()))
                .bind("errors", report.count(Severity.ERROR))
                .bind("repaired", report.count(Severity.REPAIRED))
                .bind("warnings", report.count(Severity.WARNING))
                .execute();
        List<Finding> findings = report.findings();
        List<ImportReports.Numbered> rows = IntStream.range(0, findings.size())
                .mapToObj(i -> new ImportReports.Numbered(i + 1, findings.get(i)))
                .toList();
        database.copyIn(handle, "import_findings", COLUMNS, rows, (row, copy) -> write(head.id(), row, copy));
    }

    /** The report of one version for another that came of it. */
    void copy(Handle handle, long from, long to) {
        handle.createUpdate("""
                        INSERT INTO import_reports (id, version_id, label, made_at, fault, errors, repaired, warnings)
                        SELECT :to, :to, label, made_at, fault, errors, repaired, warnings FROM import_reports WHERE id = :from
                        """).bind("from", from).bind("to", to).execute();
        handle.createUpdate("""
                        INSERT INTO import_findings (report_id, ordinal, code, severity, layer, feature, area, lon, lat, m2, message, times)
                        SELECT :to, ordinal, code, severity, layer, feature, area, lon, lat, m2, message, times
                        FROM import_findings WHERE report_id = :from
                        """).bind("from", from).bind("to", to).execute();
    }

    private static void write(long report, ImportReports.Numbered row, CopyRow copy) {
        Finding finding = row.finding();
        copy.int8(report).int4(row.number()).text(finding.code()).text(word(finding.severity()));
        copy.text(storable(finding.layer())).int8(finding.feature());
        copy.text(finding.area() == null ? null : storable(finding.area()));
        number(copy, finding.lon());
        number(copy, finding.lat());
        copy.float8(Double.isFinite(finding.m2()) ? finding.m2() : 0);
        copy.jsonb(AreaJson.write(finding.message()).replace("\\u0000", "")).int8(finding.count());
    }

    /** A broken file may hold positions that are no numbers; they are no place. */
    private static void number(CopyRow copy, @Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            copy.nothing();
        } else {
            copy.float8(value);
        }
    }

    /** PostgreSQL takes every character but NUL, which damaged attribute tables are full of. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    void trimRefused(Handle handle, int kept) {
        handle.createUpdate("""
                        DELETE FROM import_reports WHERE version_id IS NULL AND id NOT IN (
                            SELECT id FROM import_reports WHERE version_id IS NULL ORDER BY made_at DESC, id DESC LIMIT :kept)
                        """).bind("kept", kept).execute();
    }

    List<ReportSummary> list(Handle handle, int offset, int limit) {
        return handle.createQuery(REPORTS + "ORDER BY r.made_at DESC, r.id DESC LIMIT :limit OFFSET :offset")
                .bind("limit", limit)
                .bind("offset", offset)
                .map(ReportStore::summary)
                .list();
    }

    Optional<ReportSummary> find(Handle handle, long id) {
        return handle.createQuery(REPORTS + "WHERE r.id = :id")
                .bind("id", id)
                .map(ReportStore::summary)
                .findOne();
    }

    List<ImportReports.Numbered> findings(
            Handle handle, long report, ImportReports.Filter filter, int offset, int limit) {
        return handle.createQuery("""
                        SELECT ordinal, code, severity, layer, feature, area, lon, lat, m2, message::text AS message, times
                        FROM import_findings
                        WHERE report_id = :report AND (CAST(:code AS text) IS NULL OR code = :code)
                          AND (CAST(:severity AS text) IS NULL OR severity = :severity)
                          AND (CAST(:layer AS text) IS NULL OR layer = :layer)
                        ORDER BY ordinal LIMIT :limit OFFSET :offset
                        """)
                .bind("report", report)
                .bind("code", filter.code())
                .bind("severity", filter.severity() == null ? null : word(filter.severity()))
                .bind("layer", filter.layer())
                .bind("limit", limit)
                .bind("offset", offset)
                .map(ReportStore::finding)
                .list();
    }

    List<ImportReports.Group> groups(Handle handle, long report) {
        return handle.createQuery("""
                        SELECT code, severity, layer, sum(times)::bigint AS findings, sum(m2) AS m2 FROM import_findings
                        WHERE report_id = :report GROUP BY code, severity, layer ORDER BY min(ordinal)
                        """)
                .bind("report", report)
                .map((rs, context) -> new ImportReports.Group(
                        rs.getString("code"),
                        severity(rs.getString("severity")),
                        rs.getString("layer"),
                        rs.getLong("findings"),
                        rs.getDouble("m2")))
                .list();
    }

    private static ReportSummary summary(ResultSet rs, StatementContext context) throws SQLException {
        return new ReportSummary(
                rs.getLong("id"),
                version(rs),
                rs.getString("label"),
                rs.getObject("made_at", OffsetDateTime.class).toInstant(),
                rs.getString("fault"),
                rs.getInt("errors"),
                rs.getInt("repaired"),
                rs.getInt("warnings"));
    }

    private static ReportSummary.@Nullable Version version(ResultSet rs) throws SQLException {
        String status = rs.getString("status");
        return status == null
                ? null
                : new ReportSummary.Version(
                        rs.getObject("effective_from", LocalDate.class),
                        AreaVersion.Status.valueOf(status.toUpperCase(Locale.ROOT)));
    }

    private static ImportReports.Numbered finding(ResultSet rs, StatementContext context) throws SQLException {
        Finding finding = new Finding(
                rs.getString("code"),
                severity(rs.getString("severity")),
                rs.getString("layer"),
                rs.getLong("feature"),
                rs.getString("area"),
                rs.getObject("lon", Double.class),
                rs.getObject("lat", Double.class),
                rs.getDouble("m2"),
                AreaJson.name(rs.getString("message")),
                rs.getLong("times"));
        return new ImportReports.Numbered(rs.getInt("ordinal"), finding);
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static Severity severity(String word) {
        return Severity.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
