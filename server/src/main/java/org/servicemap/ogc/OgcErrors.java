package org.servicemap.ogc;

import org.servicemap.http.ErrorCode;

/** How the standard's paths refuse, beside what every route can say. */
final class OgcErrors {
    static final ErrorCode UNKNOWN_COLLECTION =
            new ErrorCode(404, "unknown_collection", "a collection that is not listed");
    static final ErrorCode UNKNOWN_FEATURE = new ErrorCode(404, "unknown_feature", "no feature has this id");

    private OgcErrors() {}
}
