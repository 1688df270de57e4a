package org.servicemap.citypack;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.servicemap.areas.ImportReports;
import org.servicemap.areas.coverage.ImportReport;

/** Listens to one import, so that its report is kept also when the import comes to nothing. */
final class Refusals implements ImportListener {
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

    /** A part of the pack that could not be read is a finding like any other; it stays an exception too, for who called. */
    void found(PackException fault) {
        report(new ImportReport(List.of(fault.finding())));
    }

    /** Something else was wrong. Keeping the report must not hide what. */
    void keep(ImportReports reports, String label, Path folder, RuntimeException fault) {
        try {
            reports.keepRefused(label, report, fault instanceof PackException ? null : explain(folder, fault));
        } catch (RuntimeException also) {
            fault.addSuppressed(also);
        }
    }

    /** Our own exceptions say what is wrong in a sentence; where the pack lies on the machine is nobody's business. */
    private static String explain(Path folder, RuntimeException fault) {
        boolean own = fault.getClass().getName().startsWith("org.servicemap.");
        String text = own ? String.valueOf(fault.getMessage()) : "an unexpected fault: see the import's own output";
        return text.replace(folder.toAbsolutePath() + File.separator, "").replace(folder + File.separator, "");
    }
}
