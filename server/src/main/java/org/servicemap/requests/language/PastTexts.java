package org.servicemap.requests.language;

import java.util.function.Consumer;

/** The city's own closed requests, for learning; whoever keeps requests gives them. */
@FunctionalInterface
public interface PastTexts {
    PastTexts NONE = consumer -> {};

    /** Hands over all of them, in an order that is the same each time; none is kept longer than the call. */
    void each(Consumer<Labelled> consumer);
}
