package org.servicemap.citypack.synthetic;

/** A {@code generate:} block, or a file that it names, from which no city can be made; carries a stable code. */
public final class GeneratorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    GeneratorException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** {@code bad_settings}, {@code bad_outlines}, {@code bad_names}, {@code bad_mesh}, {@code unknown_centre}. */
    public String code() {
        return code;
    }
}
