package org.servicemap.app;

import java.util.List;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.ProblemMapping;
import org.servicemap.routing.rules.CatalogueException;

/** Faults that concern the whole installation, on the wire: the server is well, but cannot answer yet. */
final class AppErrors {
    private static final int RETRY_SECONDS = 30;

    private AppErrors() {}

    static List<ProblemMapping<?>> mappings() {
        return List.of(
                ProblemMapping.of(
                        NoCityException.class,
                        e -> ErrorCode.UNAVAILABLE
                                .problem("no city has been imported yet")
                                .retryAfter(RETRY_SECONDS)),
                ProblemMapping.of(
                        CatalogueException.class,
                        e -> ErrorCode.UNAVAILABLE
                                .problem("the published catalogue does not fit this area version")
                                .retryAfter(RETRY_SECONDS)));
    }
}
