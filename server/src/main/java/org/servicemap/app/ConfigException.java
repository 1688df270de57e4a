package org.servicemap.app;

/** A configuration value that cannot be; names the variable and what was expected. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(Option option, String expected) {
        super(option.variable() + ": expected " + expected);
    }
}
