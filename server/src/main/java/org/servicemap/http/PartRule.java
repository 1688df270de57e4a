package org.servicemap.http;

/**
 * What a multipart body (RFC 7578) may hold under one name.
 *
 * @param file whether it is a file, else a text field
 * @param most how many of this name
 * @param maxBytes size of each
 */
public record PartRule(String name, boolean file, int most, long maxBytes, String description) {
    private static final long TEXT_BYTES = 1 << 20;

    public static PartRule file(String name, int most, long maxBytes, String description) {
        return new PartRule(name, true, most, maxBytes, description);
    }

    /** One text field, of at most a megabyte: also a whole JSON body beside files. */
    public static PartRule text(String name, String description) {
        return new PartRule(name, false, 1, TEXT_BYTES, description);
    }
}
