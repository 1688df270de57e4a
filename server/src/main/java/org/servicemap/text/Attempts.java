package org.servicemap.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes on behind faults of one kind, so that one reading of a file names all that are independent of each other. Not
 * thread-safe.
 */
public final class Attempts<E extends RuntimeException> {
    private final Class<E> kind;
    private final List<E> faults = new ArrayList<>();

    public Attempts(Class<E> kind) {
        this.kind = kind;
    }

    /** Does a part; notes its fault, when it has one of this kind. */
    public void run(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException fault) {
            add(fault);
        }
    }

    /** What a part gives; null, and its fault noted, when it has one of this kind. */
    public <T> @Nullable T of(Supplier<@Nullable T> part) {
        try {
            return part.get();
        } catch (RuntimeException fault) {
            add(fault);
            return null;
        }
    }

    private void add(RuntimeException fault) {
        if (!kind.isInstance(fault)) {
            throw fault;
        }
        faults.add(kind.cast(fault));
    }

    /** In the order in which they were met. */
    public List<E> faults() {
        return List.copyOf(faults);
    }
}
