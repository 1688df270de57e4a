package org.servicemap.citypack;

import org.jspecify.annotations.Nullable;

/** A city pack that cannot be read; names the file and, where there is one, the line. */
public final class PackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String file;
    private final long line;

    public PackException(String code, String file, long line, String message) {
        super(file + (line > 0 ? ":" + line : "") + ": " + message);
        this.code = code;
        this.file = file;
        this.line = line;
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
