package org.servicemap.areas;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;
import org.servicemap.storage.Database;

/**
 * What imports found. A version's report is stored with the version and goes with it; of imports that were refused the last
 * {@value #REFUSED_KEPT} are kept. Thread-safe; several processes may use it at once.
 */
public final class ImportReports {
    static final int REFUSED_KEPT = 50;

    private final Database database;
    private final ReportStore store;

    public ImportReports(Database database) {
        this.database = database;
        this.store = new ReportStore(database);
    }

    /** Which findings are asked for; null for all. */
    public record Filter(
            @Nullable String code,
            @Nullable Severity severity,
            @Nullable String layer) {
        public static final Filter ALL = new Filter(null, null, null);
    }

    /**
     * A finding in its report.
     *
     * @param number from 1, in the report's own order
     */
    public record Numbered(int number, Finding finding) {}

    /** How many findings are alike, and how many m² they concern. */
    public record Group(String code, Severity severity, String layer, long count, double m2) {}

    /**
     * Keeps the report of an import that was refused.
     *
     * @param fault why, when it was not for its findings
     * @return the report's id
     */
    public long keepRefused(String label, ImportReport report, @Nullable String fault) {
        long id = database.nextId();
        database.useTransaction(handle -> {
            store.insert(handle, new ReportStore.Row(id, null, label, fault), report);
            store.trimRefused(handle, REFUSED_KEPT);
        });
        return id;
    }

    /** The reports, the latest first. */
    public List<ReportSummary> list(int offset, int limit) {
        return database.jdbi().withHandle(handle -> store.list(handle, offset, limit));
    }

    public Optional<ReportSummary> find(long id) {
        return database.jdbi().withHandle(handle -> store.find(handle, id));
    }

    /** A report's findings in its own order: the worst first. Empty when there is no such report. */
    public List<Numbered> findings(long id, Filter filter, int offset, int limit) {
        return database.jdbi().withHandle(handle -> store.findings(handle, id, filter, offset, limit));
    }

    /** A report's findings by code, severity and layer. */
    public List<Group> groups(long id) {
        return database.jdbi().withHandle(handle -> store.groups(handle, id));
    }
}
