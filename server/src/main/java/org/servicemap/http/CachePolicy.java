package org.servicemap.http;

/** What caches may do with an answer. */
public enum CachePolicy {
    /** Computed for this request alone. */
    NO_STORE("no-store"),
    /** May be kept, but asked about by its ETag each time. */
    REVALIDATE("public, no-cache"),
    /** Changes rarely: a minute's staleness does no harm. */
    MINUTE("public, max-age=60"),
    /** The URL holds the version: never changes. */
    IMMUTABLE("public, max-age=31536000, immutable");

    private final String header;

    CachePolicy(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }
}
