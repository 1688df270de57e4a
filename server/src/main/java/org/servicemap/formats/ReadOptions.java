package org.servicemap.formats;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How to read a layer where the file does not say it well enough itself.
 *
 * @param format null to find out from the content
 * @param charset of attributes and field names; null to take what the file declares (.cpg, LDID, BOM), else to detect it
 * @param layer name of the layer inside a file (GeoPackage) or archive that has several; null when there is but one
 * @param maxBytes most bytes that an archive may unpack to
 */
public record ReadOptions(
        @Nullable Format format,
        @Nullable Charset charset,
        @Nullable String layer,
        long maxBytes) {
    public static final long DEFAULT_MAX_BYTES = 8L << 30;
    public static final ReadOptions DEFAULT = new ReadOptions(null, null, null, DEFAULT_MAX_BYTES);

    public ReadOptions withFormat(@Nullable Format value) {
        return new ReadOptions(value, charset, layer, maxBytes);
    }

    public ReadOptions withCharset(@Nullable Charset value) {
        return new ReadOptions(format, value, layer, maxBytes);
    }

    public ReadOptions withLayer(@Nullable String value) {
        return new ReadOptions(format, charset, value, maxBytes);
    }

    public ReadOptions withMaxBytes(long value) {
        return new ReadOptions(format, charset, layer, value);
    }
}
