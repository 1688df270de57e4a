package org.servicemap.routing.rules;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A catalogue, or its examples, that cannot be taken; nothing was changed. Lists every problem, not only the first. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final transient @Nullable List<Problem> problems; // null once it came through serialization

    public CatalogueException(List<Problem> problems) {
        super(problems.stream().limit(SHOWN).map(Problem::line).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** The first problem's code. */
    public String code() {
        return problems().isEmpty() ? "bad_catalogue" : problems().get(0).code();
    }

    public List<Problem> problems() {
        List<Problem> known = problems;
        return known == null ? List.of() : known;
    }
}
