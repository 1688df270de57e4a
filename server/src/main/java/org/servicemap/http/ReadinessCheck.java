package org.servicemap.http;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Something without which the server cannot serve: the database, the loaded city; or something that only is worth saying.
 *
 * @param isReady cheap; may throw, which counts as not ready
 * @param state said when it is ready
 */
public record ReadinessCheck(String name, BooleanSupplier isReady, Supplier<String> state) {
    public ReadinessCheck(String name, BooleanSupplier isReady) {
        this(name, isReady, () -> "up");
    }

    /** Says how something is that the server can do without. */
    public static ReadinessCheck said(String name, Supplier<String> state) {
        return new ReadinessCheck(name, () -> true, state);
    }
}
