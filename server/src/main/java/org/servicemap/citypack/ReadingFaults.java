package org.servicemap.citypack;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.FindingPile;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;

/**
 * What could not be read of a pack: files, and features that cannot lie where their numbers say. Reading goes on
 * behind each, so that one report names them all, as far as anybody reads them ({@link FindingPile}). Not thread-safe.
 */
final class ReadingFaults {
    private final CityPack pack;
    private final FindingPile findings = new FindingPile();
    private final Set<String> wholeFiles = new HashSet<>();
    private @Nullable PackException first;

    ReadingFaults(CityPack pack) {
        this.pack = pack;
    }

    /** A file that cannot be read, or not to its end; or what {@code pack.yml} says of it. */
    void add(PackException fault) {
        PackException located = pack.located(fault);
        first = first == null ? located : first;
        for (Finding finding : located.findings()) {
            if (finding.feature() == 0) {
                wholeFiles.add(finding.layer());
            }
            add(finding);
        }
    }

    /** What a part of the pack gives; null, and noted, when it is refused. */
    <T> @Nullable T attempt(Supplier<@Nullable T> part) {
        try {
            return part.get();
        } catch (PackException e) {
            add(e);
            return null;
        }
    }

    /** @throws PackException the first fault, with the findings of all */
    void requireNone() {
        PackException fault = first;
        if (fault == null) {
            return;
        }
        ImportReport report = findings.report();
        int more = report.count(Severity.ERROR) - fault.findings().size();
        throw more == 0 ? fault : fault.withOthers(more, report.findings());
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    /** These, and what was found beside them; of a file that is wrong as a whole its features say nothing more. */
    ImportReport with(ImportReport beside) {
        return findings.report()
                .plus(new ImportReport(beside.findings().stream()
                        .filter(finding -> !wholeFiles.contains(finding.layer()))
                        .toList()));
    }
}
