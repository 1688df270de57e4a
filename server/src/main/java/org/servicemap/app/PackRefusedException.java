package org.servicemap.app;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;

/** A pack whose boundaries have errors; nothing was stored. */
final class PackRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    PackRefusedException(Path folder, ImportReport report) {
        super("the pack " + folder + " was refused:\n"
                + report.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .limit(SHOWN)
                        .map(ReportPrinter::line)
                        .collect(Collectors.joining("\n")));
    }
}
