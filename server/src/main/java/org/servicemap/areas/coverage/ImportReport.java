package org.servicemap.areas.coverage;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All findings of an import, sorted by severity, code, layer and feature. Plain values: fit for JSON, console and page. The
 * counts also hold those that are not named singly ({@link Finding#count}).
 */
public record ImportReport(List<Finding> findings) {
    public static final ImportReport EMPTY = new ImportReport(List.of());

    public ImportReport {
        findings = List.copyOf(findings);
    }

    /** The findings of both, in one order. */
    public ImportReport plus(ImportReport other) {
        return new ImportReport(Stream.concat(findings.stream(), other.findings.stream())
                .sorted(Findings.ORDER)
                .toList());
    }

    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** How many findings are that grave. */
    public int count(Severity severity) {
        return Math.toIntExact(findings.stream()
                .filter(finding -> finding.severity() == severity)
                .mapToLong(Finding::count)
                .sum());
    }

    /** How many findings each code has. */
    public SortedMap<String, Long> counts() {
        return findings.stream()
                .collect(Collectors.groupingBy(Finding::code, TreeMap::new, Collectors.summingLong(Finding::count)));
    }

    /** How many m² the findings of each code concern. */
    public SortedMap<String, Double> m2() {
        return findings.stream()
                .collect(Collectors.groupingBy(Finding::code, TreeMap::new, Collectors.summingDouble(Finding::m2)));
    }
}
