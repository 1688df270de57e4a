package org.servicemap.citypack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;

/**
 * What could not be read of a pack's layers: files, and features that cannot lie where their numbers say. Reading goes on
 * behind each, so that one report names them all. Not thread-safe.
 */
final class ReadingFaults {
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> wholeFiles = new HashSet<>();

    /** A layer that cannot be read, or not to its end. */
    void add(PackException fault) {
        Finding finding = fault.finding();
        if (finding.feature() == 0) {
            wholeFiles.add(finding.layer());
        }
        add(finding);
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    /** These, and what was found beside them; of a file that is wrong as a whole its features say nothing more. */
    ImportReport with(ImportReport beside) {
        List<Finding> all = new ArrayList<>(findings);
        beside.findings().stream()
                .filter(finding -> !wholeFiles.contains(finding.layer()))
                .forEach(all::add);
        return new ImportReport(all).plus(ImportReport.EMPTY);
    }
}
