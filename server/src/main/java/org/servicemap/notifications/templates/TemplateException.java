package org.servicemap.notifications.templates;

/** A template that cannot be used: not there, without words, or with a placeholder that nothing fills. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }
}
