package org.servicemap.operate;

/**
 * What a check of the deployment found.
 *
 * @param code stable: pages have words for it
 * @param subject what it is about, such as a folder or a host; may be empty
 * @param text a sentence for people, in English
 */
public record Finding(Level level, String code, String subject, String text) {
    /** How bad it is: {@code FAIL} must be mended, {@code WARN} should be known. */
    public enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String code, String subject, String text) {
        return new Finding(Level.OK, code, subject, text);
    }

    static Finding warn(String code, String subject, String text) {
        return new Finding(Level.WARN, code, subject, text);
    }

    static Finding fail(String code, String subject, String text) {
        return new Finding(Level.FAIL, code, subject, text);
    }
}
