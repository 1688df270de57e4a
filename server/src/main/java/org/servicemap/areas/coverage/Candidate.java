package org.servicemap.areas.coverage;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.servicemap.text.LocalText;

/**
 * An area to be: what its feature (or features, when one code came in several rows that were merged) said.
 *
 * @param level index of its level in the list of levels, 0 coarsest
 * @param outlines by feature, polygon, ring
 */
record Candidate(
        int level,
        String code,
        @Nullable String parentCode,
        LocalText name,
        Map<String, String> attributes,
        Findings.Subject subject,
        List<List<RawRing>> outlines) {
    /** Where its outline begins; null when it has none. */
    @Nullable
    Coordinate place() {
        return outlines.isEmpty() ? null : outlines.get(0).get(0).first();
    }
}
