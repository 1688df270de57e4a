package org.servicemap.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Opens layers whatever format they are in, and creates them. */
public final class Formats {
    private Formats() {}

    /**
     * Opens a layer for reading. The format is found from the content (the extension only breaks ties); from a zip archive
     * the layer is unpacked to a temporary folder that {@link FeatureReader#close} removes.
     *
     * <p>After a {@code bad_geometry} the reader stands behind the faulty feature and may be read on; after any other fault it
     * may only be closed.
     *
     * @throws FormatException when it is no layer, or a broken one
     */
    public static FeatureReader open(Path file, ReadOptions options) throws IOException {
        if (!Files.exists(file)) {
            throw new FormatException("missing_file", 0, "there is no file " + file.getFileName());
        }
        if (Sniffer.isZip(file)) {
            return ArchivedReader.open(file, options);
        }
        Format format = Sniffer.format(file, options.format());
        return open(file, format, options, Sniffer.baseName(file));
    }

    static FeatureReader open(Path file, Format format, ReadOptions options, String name) throws IOException {
        return switch (format) {
            case GEOJSON -> GeoJsonFeatureReader.open(file, options, name);
            case SHAPEFILE -> ShapefileFeatureReader.open(Sniffer.shpOf(file), options, name);
            case GEOPACKAGE -> GeoPackageFeatureReader.open(file, options);
            case FLATGEOBUF -> FlatGeobufFeatureReader.open(file, name);
            case CSV -> CsvFeatureReader.open(file, options, name);
        };
    }

    /** An encoding by any name that GIS programs write: {@code GBK}, {@code CP936}, {@code 65001}, {@code LDID/77} … */
    public static Optional<Charset> charset(String name) {
        return Encodings.named(name);
    }

    /**
     * Creates a layer in WGS 84, longitude first; a file that is there is replaced.
     *
     * @param format geojson, csv (with a column {@code wkt}) or geopackage
     * @param fields the attributes to write, in order; others are left out
     */
    public static FeatureWriter create(Path file, Format format, String layer, List<String> fields) throws IOException {
        return switch (format) {
            case GEOJSON -> new GeoJsonFeatureWriter(Files.newOutputStream(file), layer, fields);
            case CSV -> new CsvFeatureWriter(Files.newOutputStream(file), fields);
            case GEOPACKAGE -> GeoPackageFeatureWriter.create(file, layer, fields);
            default ->
                throw new FormatException(
                        "unknown_format", 0, format.id() + " is read but not written; take geojson, csv or geopackage");
        };
    }

    /** Streams GeoJSON to where it is wanted; closing the writer closes the stream. */
    public static FeatureWriter geoJson(OutputStream out, String layer, List<String> fields) throws IOException {
        return new GeoJsonFeatureWriter(out, layer, fields);
    }
}
