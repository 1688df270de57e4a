package org.servicemap.citypack;

import java.io.File;
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

    /** Something else was wrong. Keeping the report must not hide what. */
    void keep(ImportReports reports, String label, CityPack pack, RuntimeException fault) {
        try {
            reports.keepRefused(label, report, explain(pack, fault));
        } catch (RuntimeException also) {
            fault.addSuppressed(also);
        }
    }

    /** Our own exceptions say what is wrong in a sentence; where the pack lies on the machine is nobody's business. */
    private static String explain(CityPack pack, RuntimeException fault) {
        boolean own = fault.getClass().getName().startsWith("org.servicemap.");
        String text = own ? String.valueOf(fault.getMessage()) : "an unexpected fault: see the import's own output";
        return text.replace(pack.folder().toAbsolutePath() + File.separator, "")
                .replace(pack.folder() + File.separator, "");
    }
}
