package org.servicemap.citypack;

import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Finding;

/** A city pack that cannot be read; names the file and, where there is one, the line. */
public final class PackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String file;
    private final long line;
    private final String key;
    private long feature;

    public PackException(String code, String file, long line, String message) {
        this(code, file, line, "", message);
    }

    private PackException(String code, String file, long line, String key, String message) {
        super(file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message);
        this.code = code;
        this.file = file;
        this.line = line;
        this.key = key;
    }

    /** A fault at a key, such as {@code areas.layers.file}; {@link #at} gives it its line. */
    static PackException atKey(String code, String file, String key, String message) {
        return new PackException(code, file, 0, key, message);
    }

    /** The key of a fault that has no line yet; empty when it names none. */
    String key() {
        return line > 0 ? "" : key;
    }

    /** The same at a line. */
    PackException at(long found) {
        String message = String.valueOf(getMessage()).substring(file.length() + 2);
        PackException located = new PackException(code, file, found, message);
        located.initCause(getCause());
        return located;
    }

    /** The same of a feature, 1-based; 0 for the whole file. */
    PackException ofFeature(long number) {
        feature = number;
        return this;
    }

    /** The same as an import's report has it. */
    Finding finding() {
        String place = file + (line > 0 ? ":" + line : "") + ": ";
        return Finding.unread(
                code,
                file,
                line > 0 ? line : feature,
                String.valueOf(getMessage()).substring(place.length()));
    }

    PackException(String code, String file, long line, String message, @Nullable Throwable cause) {
        this(code, file, line, message);
        initCause(cause);
    }

    /** {@code no_pack}, {@code bad_yaml}, {@code unknown_key}, {@code bad_value}, {@code missing_file}, {@code bad_row} … */
    public String code() {
        return code;
    }

    public String file() {
        return file;
    }

    /** 1-based, or 0 when it is the whole file. */
    public long line() {
        return line;
    }
}
