package org.servicemap.areas.coverage;

import java.util.List;

/** Checks every guarantee of {@link Coverage}, exactly and by other means than import used to establish them. */
public final class CoverageVerifier {
    private CoverageVerifier() {}

    /** What is wrong, in English, one line each, at most a hundred; empty when all guarantees hold. */
    public static List<String> verify(Coverage coverage) {
        throw new UnsupportedOperationException("not yet");
    }
}
