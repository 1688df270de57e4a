package org.servicemap.areas.coverage;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** Collects findings. Whether something above tolerance is an error or a repair depends on the options only. */
final class Findings {
    static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::code)
            .thenComparing(Finding::layer)
            .thenComparingLong(Finding::count)
            .thenComparingLong(Finding::feature)
            .thenComparing(Finding::m2, Comparator.reverseOrder())
            .thenComparing(Finding::lon, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Finding::lat, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(finding -> finding.message().toString());

    private final FindingPile items = new FindingPile();
    private final boolean repair;

    Findings(boolean repair) {
        this.repair = repair;
    }

    /** What a finding is about: where in the source, and how people call it. */
    record Subject(String layer, long feature, @Nullable String code, String label) {
        static final Subject NONE = new Subject("", 0, null, "");

        static Subject of(SourceFeature feature) {
            String code = feature.code() == null || feature.code().isBlank() ? null : feature.code();
            return new Subject(feature.layer(), feature.number(), code, label(feature, code));
        }

        private static String label(SourceFeature feature, @Nullable String code) {
            String name = feature.name().in("zh", "en");
            String id = code == null ? feature.layer() + " #" + feature.number() : code;
            return name.isEmpty() || name.equals(id) ? id : name + " (" + id + ")";
        }
    }

    /** ERROR, or REPAIRED when everything may be repaired. */
    Severity repairable() {
        return repair ? Severity.REPAIRED : Severity.ERROR;
    }

    /** REPAIRED up to the tolerance, above it as {@link #repairable()}. */
    Severity tolerating(double m2, double tolerance) {
        return m2 <= tolerance ? Severity.REPAIRED : repairable();
    }

    void add(
            FindingCode code,
            Severity severity,
            Subject subject,
            @Nullable Coordinate place,
            double m2,
            @Nullable String other) {
        items.add(new Finding(
                code.id(),
                severity,
                subject.layer(),
                subject.feature(),
                subject.code(),
                place == null ? null : place.x,
                place == null ? null : place.y,
                m2,
                code.message(subject.label(), other == null ? "" : other, m2)));
    }

    boolean hasErrors() {
        return items.report().hasErrors();
    }

    ImportReport report() {
        return items.report();
    }
}
