package org.servicemap.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.Mark;
import org.servicemap.text.LocalText;

/**
 * What the completeness proof found.
 *
 * @param categories nodes of the category tree
 * @param areas areas of the routing level, and coarser ones with land that is in none of them
 * @param cells places told apart by area and overlay
 * @param cases combinations of conditions told apart
 */
public record CompletenessReport(int categories, int areas, int cells, int cases, List<Finding> findings) {
    /** Errors mean that a request can be left without exactly one unit. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /**
     * @param code {@code hole}, {@code shadowed_rule}, {@code idle_rule}, {@code ambiguous_unit}, {@code no_unit_here},
     *     {@code unit_without_contact}, {@code too_complex}
     * @param rule id, if it is about one
     * @param category code, if it is about one
     * @param area code of an area as example, if there is one
     * @param mark where the rule is written, if it is about one
     */
    public record Finding(
            String code,
            Severity severity,
            @Nullable String rule,
            @Nullable String category,
            @Nullable String area,
            @Nullable Mark mark,
            LocalText message) {}

    public CompletenessReport {
        findings = List.copyOf(findings);
    }

    /** Whether exactly one outcome results for every category, area and combination. */
    public boolean isComplete() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    public List<Finding> findings(String code) {
        return findings.stream().filter(finding -> finding.code().equals(code)).toList();
    }
}
