package org.servicemap.citypack;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.servicemap.areas.ImportReports;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.FindingCode;
import org.servicemap.areas.coverage.ImportReport;

/** Listens to one import, so that its report is kept also when the import comes to nothing. */
final class Refusals implements ImportListener {
    private static final String UNEXPECTED = "an unexpected fault: see the import's own output";

    private final ImportListener next;
    private ImportReport report = ImportReport.EMPTY;

    Refusals(ImportListener next) {
        this.next = next;
    }

    @Override
    public void step(Step step) {
        next.step(step);
    }

    @Override
    public void report(ImportReport found) {
        report = report.plus(found);
        next.report(found);
    }

    /** The boundaries have errors: the findings say it all. */
    void keep(ImportReports reports, String label) {
        reports.keepRefused(label, report, null);
    }

    /** Whatever ended the import is a finding like any other; it stays an exception too, for who called. */
    void found(Path folder, RuntimeException fault) {
        List<Finding> why = fault instanceof PackException unread
                ? unread.findings()
                : List.of(Finding.unread(FindingCode.REFUSED.id(), "", 0, explain(folder, fault)));
        report(ImportReport.EMPTY.plus(new ImportReport(why)));
    }

    /** Keeping the report must not hide what was wrong. */
    void keep(ImportReports reports, String label, RuntimeException fault) {
        try {
            reports.keepRefused(label, report, isOwn(fault) ? null : UNEXPECTED);
        } catch (RuntimeException also) {
            fault.addSuppressed(also);
        }
    }

    private static boolean isOwn(RuntimeException fault) {
        return fault.getClass().getName().startsWith("org.servicemap.");
    }

    /** Our own exceptions say what is wrong in a sentence; where the pack lies on the machine is nobody's business. */
    private static String explain(Path folder, RuntimeException fault) {
        String text = isOwn(fault) ? String.valueOf(fault.getMessage()) : UNEXPECTED;
        return text.replace(folder.toAbsolutePath() + File.separator, "").replace(folder + File.separator, "");
    }
}
