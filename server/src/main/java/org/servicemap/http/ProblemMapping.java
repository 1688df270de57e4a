package org.servicemap.http;

import java.util.function.Function;

/**
 * How one feature's sealed exception becomes a problem. The feature writes it, the application registers it.
 *
 * @param type the exception's class; its subclasses are meant too
 */
public record ProblemMapping<E extends Exception>(Class<E> type, Function<E, Problem> toProblem) {
    public static <E extends Exception> ProblemMapping<E> of(Class<E> type, Function<E, Problem> toProblem) {
        return new ProblemMapping<>(type, toProblem);
    }
}
