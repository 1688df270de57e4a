package org.servicemap.knowledge;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the knowledge base refuses; nothing was changed. Carries a stable code and the field at fault, where there is one. */
public final class ArticleException extends RuntimeException {
    public static final String UNKNOWN = "unknown_article";
    public static final String BAD_FIELD = "invalid_field";
    public static final String CHANGED = "article_changed";
    public static final String BAD_FILE = "bad_articles";

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final String code;
    private final @Nullable String field;
    private final int line;
    private final transient @Nullable List<ArticleException> all; // null once it came through serialization

    ArticleException(String code, @Nullable String field, String message) {
        this(code, field, 0, message);
    }

    /** @param line in the file that it was read from; 0 elsewhere */
    ArticleException(String code, @Nullable String field, int line, String message) {
        this(code, field, line, message, List.of());
    }

    private ArticleException(
            String code, @Nullable String field, int line, String message, List<ArticleException> all) {
        super(message);
        this.code = code;
        this.field = field;
        this.line = line;
        this.all = all;
    }

    /** All that is wrong with a file; the first has the place, the message names them. */
    static ArticleException of(List<ArticleException> faults) {
        ArticleException first = faults.get(0);
        if (faults.size() == 1) {
            return first;
        }
        String message = faults.stream()
                .limit(SHOWN)
                .map(fault -> (fault == first ? "" : "line " + fault.line + ": ") + fault.getMessage())
                .collect(Collectors.joining("\n"));
        return new ArticleException(first.code, first.field, first.line, message, List.copyOf(faults));
    }

    /** Fault by fault. */
    public List<ArticleException> all() {
        List<ArticleException> known = all;
        return known == null || known.isEmpty() ? List.of(this) : known;
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
