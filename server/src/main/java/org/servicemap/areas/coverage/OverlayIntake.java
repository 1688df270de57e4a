package org.servicemap.areas.coverage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Lineal;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.servicemap.geo.Geodesy;

/**
 * Takes the features of one overlay, one by one. They need not fit each other, but each must have a code of its own and be valid
 * (OGC simple features, by JTS's {@link IsValidOp}), because of an invalid one nobody can say what lies inside. What is not is
 * an error, or, where everything may be repaired, mended by {@link GeometryFixer} or, without any shape, left out; a code nobody
 * can make up, since rules name it. Not thread-safe.
 */
public final class OverlayIntake {
    private final OverlayLayer.Kind kind;
    private final Findings findings;
    private final double sliverM2;
    private final Map<String, Long> codes = new HashMap<>();

    /** @param sliverM2 what changes no more than so many m² is always mended, as it is of areas */
    public OverlayIntake(OverlayLayer.Kind kind, boolean repair, double sliverM2) {
        this.kind = kind;
        this.findings = new Findings(repair);
        this.sliverM2 = sliverM2;
    }

    public ImportReport report() {
        return findings.report();
    }

    /** The feature as the overlay may have it; empty when nothing of it can be kept. */
    public Optional<OverlayFeature> take(SourceFeature feature) {
        Findings.Subject subject = Findings.Subject.of(feature);
        boolean named = named(feature, subject);
        Geometry shape = shape(feature, subject);
        String code = feature.code();
        return !named || shape == null || code == null ? Optional.empty() : sound(feature, code, shape, subject);
    }

    private boolean named(SourceFeature feature, Findings.Subject subject) {
        String code = subject.code();
        if (code == null) {
            findings.add(FindingCode.MISSING_CODE, Severity.ERROR, subject, place(feature), 0, null);
            return false;
        }
        Long first = codes.putIfAbsent(code, feature.number());
        if (first != null) {
            String other = feature.layer() + " #" + first;
            findings.add(FindingCode.DUPLICATE_CODE, Severity.ERROR, subject, place(feature), 0, other);
        }
        return first == null;
    }

    private static @Nullable Coordinate place(SourceFeature feature) {
        return feature.wgs84() == null ? null : feature.wgs84().getCoordinate();
    }

    /** Null, and a finding, when there is none of the overlay's kind. */
    private @Nullable Geometry shape(SourceFeature feature, Findings.Subject subject) {
        Geometry shape = feature.wgs84();
        FindingCode wrong = feature.fault() != null
                ? FindingCode.BAD_GEOMETRY
                : shape == null
                        ? FindingCode.NULL_GEOMETRY
                        : shape.isEmpty() ? FindingCode.EMPTY_GEOMETRY : fits(shape) ? null : unfit();
        if (wrong == null) {
            return shape;
        }
        findings.add(wrong, findings.repairable(), subject, place(feature), 0, feature.fault());
        return null;
    }

    private boolean fits(Geometry shape) {
        return kind == OverlayLayer.Kind.LINE ? shape instanceof Lineal : shape instanceof Polygonal;
    }

    private FindingCode unfit() {
        return kind == OverlayLayer.Kind.LINE ? FindingCode.NOT_A_LINE : FindingCode.NOT_A_POLYGON;
    }

    private Optional<OverlayFeature> sound(
            SourceFeature feature, String code, Geometry shape, Findings.Subject subject) {
        Coordinate open = feature.unclosed();
        if (open != null) {
            findings.add(FindingCode.UNCLOSED_RING, findings.repairable(), subject, open, 0, null);
        }
        // of lines nobody asks what lies inside
        TopologyValidationError fault = shape instanceof Lineal ? null : new IsValidOp(shape).getValidationError();
        Geometry sound = fault == null ? shape : mended(shape, fault, subject);
        return sound.isEmpty()
                ? Optional.empty()
                : Optional.of(new OverlayFeature(code, feature.name(), feature.attributes(), sound));
    }

    private Geometry mended(Geometry shape, TopologyValidationError fault, Findings.Subject subject) {
        Geometry mended = GeometryFixer.fix(shape);
        double m2 = Math.abs(Geodesy.areaM2(mended) - Geodesy.areaM2(shape));
        findings.add(
                code(fault), findings.tolerating(m2, sliverM2), subject, fault.getCoordinate(), m2, fault.getMessage());
        if (mended.isEmpty()) {
            findings.add(FindingCode.VANISHED, findings.repairable(), subject, fault.getCoordinate(), 0, null);
        }
        return mended;
    }

    private static FindingCode code(TopologyValidationError fault) {
        return switch (fault.getErrorType()) {
            case TopologyValidationError.SELF_INTERSECTION, TopologyValidationError.RING_SELF_INTERSECTION ->
                FindingCode.SELF_INTERSECTION;
            case TopologyValidationError.DUPLICATE_RINGS -> FindingCode.DUPLICATE_RING;
            case TopologyValidationError.TOO_FEW_POINTS -> FindingCode.TOO_FEW_POINTS;
            case TopologyValidationError.INVALID_COORDINATE -> FindingCode.NOT_A_NUMBER;
            case TopologyValidationError.RING_NOT_CLOSED -> FindingCode.UNCLOSED_RING;
            default -> FindingCode.INVALID_RINGS;
        };
    }
}
