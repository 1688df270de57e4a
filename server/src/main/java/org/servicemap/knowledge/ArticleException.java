package org.servicemap.knowledge;

import org.jspecify.annotations.Nullable;

/** What the knowledge base refuses; nothing was changed. Carries a stable code and the field at fault, where there is one. */
public final class ArticleException extends RuntimeException {
    public static final String UNKNOWN = "unknown_article";
    public static final String BAD_FIELD = "invalid_field";
    public static final String CHANGED = "article_changed";
    public static final String BAD_FILE = "bad_articles";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;
    private final int line;

    ArticleException(String code, @Nullable String field, String message) {
        this(code, field, 0, message);
    }

    /** @param line in the file that it was read from; 0 elsewhere */
    ArticleException(String code, @Nullable String field, int line, String message) {
        super(message);
        this.code = code;
        this.field = field;
        this.line = line;
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    public int line() {
        return line;
    }
}
