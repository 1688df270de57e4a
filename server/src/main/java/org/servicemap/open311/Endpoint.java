package org.servicemap.open311;

/** The two endpoints that are published. */
enum Endpoint {
    PRODUCTION("/open311/v2", "Open311"),
    TEST("/open311/test/v2", "Open311Test");

    private final String path;
    private final String suffix;

    Endpoint(String path, String suffix) {
        this.path = path;
        this.suffix = suffix;
    }

    String path() {
        return path;
    }

    /** Unique name of an operation. */
    String id(String verb, Format format) {
        return verb + suffix + (format == Format.XML ? "Xml" : "Json");
    }
}
