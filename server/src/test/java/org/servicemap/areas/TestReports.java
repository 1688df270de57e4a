package org.servicemap.areas;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.areas.coverage.Severity;
import org.servicemap.text.LocalText;

/** Reports made by hand. */
final class TestReports {
    private TestReports() {}

    static Finding finding(String code, Severity severity, String layer, long feature, @Nullable Double lon) {
        LocalText message = LocalText.of("zh", "第 " + feature + " 个", "en", "number " + feature);
        return new Finding(
                code, severity, layer, feature, "A" + feature, lon, lon == null ? null : 39.75, 2.5, message);
    }

    /** One error without a place, then so many gaps in {@code grid}, then a warning. */
    static ImportReport report(int gaps) {
        List<Finding> findings = new ArrayList<>();
        findings.add(finding("orphan", Severity.ERROR, "community", 7, null));
        for (int i = 1; i <= gaps; i++) {
            findings.add(finding("gap", Severity.REPAIRED, "grid", i, 116.5 + i / 1000.0));
        }
        findings.add(finding("sliver", Severity.WARNING, "grid", 9, 116.5));
        return new ImportReport(findings);
    }
}
