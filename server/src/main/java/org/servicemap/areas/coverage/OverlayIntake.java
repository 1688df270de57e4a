package org.servicemap.areas.coverage;

import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Lineal;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;
import org.servicemap.geo.Geodesy;

/**
 * Takes the features of overlays one by one. They need not fit each other, but each must be valid (OGC simple features, by
 * JTS's {@link IsValidOp}), because of an invalid one nobody can say what lies inside. What is not is an error, or, where
 * everything may be repaired, mended by {@link GeometryFixer}. Not thread-safe.
 */
public final class OverlayIntake {
    private final Findings findings;
    private final double sliverM2;

    /** @param sliverM2 what changes no more than so many m² is always mended, as it is of areas */
    public OverlayIntake(boolean repair, double sliverM2) {
        this.findings = new Findings(repair);
        this.sliverM2 = sliverM2;
    }

    public ImportReport report() {
        return findings.report();
    }

    /** The feature as the overlay may have it; empty when nothing of it can be kept. */
    public Optional<OverlayFeature> take(SourceFeature feature) {
        Findings.Subject subject = Findings.Subject.of(feature);
        Geometry shape = feature.wgs84();
        String code = feature.code();
        if (shape == null || code == null || feature.fault() != null) {
            findings.add(FindingCode.BAD_GEOMETRY, findings.repairable(), subject, null, 0, feature.fault());
            return Optional.empty();
        }
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
