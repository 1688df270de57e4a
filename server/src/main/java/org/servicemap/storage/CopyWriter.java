package org.servicemap.storage;

/** Writes one value's columns, in the order that was named to {@link Database#copyIn}. */
@FunctionalInterface
public interface CopyWriter<R> {
    void write(R row, CopyRow columns);
}
