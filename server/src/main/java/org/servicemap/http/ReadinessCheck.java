package org.servicemap.http;

import java.util.function.BooleanSupplier;

/**
 * Something without which the server cannot serve: the database, the loaded city.
 *
 * @param isReady cheap; may throw, which counts as not ready
 */
public record ReadinessCheck(String name, BooleanSupplier isReady) {}
