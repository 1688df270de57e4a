package org.servicemap.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is from its first bytes. */
final class Sniffer {
    private static final int HEAD = 8192;
    private static final Map<String, String> STRANGERS = strangers();

    private Sniffer() {}

    /** First bytes (as Latin-1) of files that people take for layers, and what to tell them. */
    private static Map<String, String> strangers() {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("%PDF", "a PDF document");
        known.put("\u0089PNG", "a picture");
        known.put("\u00ff\u00d8\u00ff", "a picture");
        known.put("GIF8", "a picture");
        known.put("\u001f\u008b", "a gzip file; unpack it first");
        known.put("7z\u00bc\u00af", "a 7z archive; unpack it, or pack it as zip");
        known.put("Rar!", "a RAR archive; unpack it, or pack it as zip");
        known.put("\u00d0\u00cf\u0011\u00e0", "an old Office file; save it as CSV");
        known.put("<!DOCTYPE", "a web page");
        known.put("<html", "a web page");
        known.put("<?xml", "XML (KML and GML are not read; convert it to GeoPackage or GeoJSON)");
        known.put("<kml", "KML; convert it to GeoPackage or GeoJSON");
        return known;
    }

    static boolean isZip(Path file) throws IOException {
        return Files.isRegularFile(file) && head(file, 4).startsWith("PK\u0003\u0004");
    }

    /** The format that the content shows; where {@code declared} says another, the file is refused. */
    static Format format(Path file, @Nullable Format declared) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FormatException("not_a_layer", 0, file.getFileName() + " is a folder, not a file");
        }
        String head = head(file, HEAD);
        if (head.isEmpty()) {
            throw new FormatException("empty_file", 0, file.getFileName() + " is empty");
        }
        Format found = byContent(file, head, declared);
        if (declared != null && declared != found) {
            throw new FormatException(
                    "not_a_layer", 0, file.getFileName() + " is no " + declared.id() + " but looks like " + found.id());
        }
        return found;
    }

    private static Format byContent(Path file, String head, @Nullable Format declared) {
        if (head.startsWith("SQLite format 3\0")) {
            return Format.GEOPACKAGE;
        }
        if (head.startsWith("fgb\u0003")) {
            return Format.FLATGEOBUF;
        }
        if (head.startsWith("\0\0\u0027\n") || isSidecar(file)) {
            return Format.SHAPEFILE;
        }
        String text = withoutMarks(head).stripLeading();
        if (text.startsWith("{") || text.startsWith("\u001e")) {
            return Format.GEOJSON;
        }
        if (declared == Format.CSV || looksLikeTable(file, text)) {
            return Format.CSV;
        }
        throw stranger(file, head);
    }

    private static boolean looksLikeTable(Path file, String text) {
        if (text.indexOf('\0') >= 0 || STRANGERS.keySet().stream().anyMatch(text::startsWith)) {
            return false;
        }
        String extension = extension(file);
        String firstLine = text.lines().findFirst().orElse("");
        return extension.equals("csv") || extension.equals("tsv") || firstLine.matches(".*[,;\t|].*");
    }

    private static FormatException stranger(Path file, String head) {
        String what = STRANGERS.entrySet().stream()
                .filter(known -> head.startsWith(known.getKey()))
                .map(known -> ": it is " + known.getValue())
                .findFirst()
                .orElse("; known are GeoJSON, Shapefile, GeoPackage, FlatGeobuf and CSV with WKT");
        return new FormatException("not_a_layer", 0, file.getFileName() + " is no layer" + what);
    }

    /** Without byte order marks and without the zeros of UTF-16, so that Latin letters can be seen. */
    private static String withoutMarks(String head) {
        if (head.startsWith("\u00ef\u00bb\u00bf")) {
            return head.substring(3);
        }
        if (head.startsWith("\u00ff\u00fe") || head.startsWith("\u00fe\u00ff")) {
            return head.substring(2).replace("\0", "");
        }
        return head;
    }

    private static boolean isSidecar(Path file) {
        String extension = extension(file);
        return extension.equals("dbf") || extension.equals("shx") || extension.equals("prj") || extension.equals("cpg");
    }

    /** The .shp beside a .dbf, .shx … that someone named instead. */
    static Path shpOf(Path file) {
        if (!isSidecar(file)) {
            return file;
        }
        return Siblings.find(file, "shp")
                .orElseThrow(() -> new FormatException(
                        "missing_part", 0, file.getFileName() + " is a part of a shapefile whose .shp is missing"));
    }

    private static String head(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
        }
    }

    static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
