package org.servicemap.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;

/** An import's report on the console: the worst first, at most so many of each code, then the counts. */
final class ReportPrinter {
    private ReportPrinter() {}

    static void print(ImportReport report, int mostOfEachCode, PrintWriter out) {
        for (Map.Entry<String, Long> count : report.counts().entrySet()) {
            List<Finding> findings = report.findings().stream()
                    .filter(finding -> finding.code().equals(count.getKey()))
                    .toList();
            findings.stream().limit(mostOfEachCode).forEach(finding -> out.println(line(finding)));
            long left = findings.stream()
                    .skip(mostOfEachCode)
                    .mapToLong(Finding::count)
                    .sum();
            if (left > 0) {
                out.println("         … and " + left + " more " + count.getKey());
            }
        }
        out.printf(
                "%d errors, %d repaired, %d warnings%n",
                report.count(Severity.ERROR), report.count(Severity.REPAIRED), report.count(Severity.WARNING));
    }

    /** One finding: severity, place in the file, message, place on earth. */
    static String line(Finding finding) {
        StringBuilder line = new StringBuilder(
                String.format("%-8s", finding.severity().name().toLowerCase(Locale.ROOT)));
        line.append(' ').append(finding.code());
        if (!finding.layer().isEmpty()) {
            line.append(" [").append(finding.layer());
            if (finding.feature() > 0) {
                line.append(isText(finding.layer()) ? ":" : " #").append(finding.feature());
            }
            line.append(']');
        }
        line.append(' ').append(finding.message().in("en", "en"));
        if (finding.lon() != null && finding.lat() != null) {
            line.append(String.format(Locale.ROOT, " at %.7f,%.7f", finding.lon(), finding.lat()));
        }
        return line.toString();
    }

    /** In a text people look for the line. */
    private static boolean isText(String file) {
        return file.endsWith(".yml") || file.endsWith(".yaml");
    }
}
