package org.servicemap.text;

/** Text that is not YAML, or YAML of another shape than asked for; says where. */
public final class YamlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    public YamlException(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** Stable code. */
    public String code() {
        return "bad_yaml";
    }

    /** 1-based. */
    public int line() {
        return line;
    }

    /** 1-based. */
    public int column() {
        return column;
    }
}
