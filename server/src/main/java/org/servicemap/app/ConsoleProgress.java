package org.servicemap.app;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.citypack.ImportListener;

/** Shows an import's stages on the console, each with the time that it took. */
final class ConsoleProgress implements ImportListener, AutoCloseable {
    private static final Map<Step, String> WORDS = Map.of(
            Step.READ_AREAS, "reading and checking boundaries",
            Step.READ_OVERLAYS, "reading overlay layers",
            Step.READ_TABLES, "reading units, categories and the catalogue",
            Step.READ_GAZETTEER, "reading addresses, compounds and roads",
            Step.STORE, "storing the draft",
            Step.PUBLISH, "publishing",
            Step.DONE, "done");

    private final PrintWriter out;
    private final int findingsOfEachCode;
    private final long start = System.nanoTime();
    private long stepStart = start;
    private boolean open;
    private ImportReport found = ImportReport.EMPTY;

    ConsoleProgress(PrintWriter out, int findingsOfEachCode) {
        this.out = out;
        this.findingsOfEachCode = findingsOfEachCode;
    }

    @Override
    public void step(Step step) {
        endLine();
        if (step == Step.DONE) {
            out.printf(Locale.ROOT, "done in %.1f s%n", seconds(start));
            return;
        }
        stepStart = System.nanoTime();
        out.print("[" + (step.ordinal() + 1) + "/" + Step.DONE.ordinal() + "] " + WORDS.get(step) + " …");
        out.flush();
        open = true;
    }

    @Override
    public void report(ImportReport report) {
        endLine();
        found = found.plus(report);
        ReportPrinter.print(report, findingsOfEachCode, out);
    }

    /** Everything that was reported so far. */
    ImportReport found() {
        return found;
    }

    /** Ends a line that a fault left open, so that the fault's own line stands alone. */
    @Override
    public void close() {
        endLine();
    }

    private void endLine() {
        if (open) {
            out.printf(Locale.ROOT, " %.1f s%n", seconds(stepStart));
            open = false;
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
