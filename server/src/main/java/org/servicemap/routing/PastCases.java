package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Past requests in blocks: handed out one after the other, each then read on any thread. */
public interface PastCases {
    /** Some cases. */
    interface Block {
        /** Hands them over in their order, once; {@link RoutingException} where they cannot be read. */
        void each(Consumer<PastCase> use);
    }

    /** The next ones; null at the end. Only asked for by one thread. */
    @Nullable
    Block next();

    /** Cases that are there already, or are made as they are asked for. */
    static PastCases of(Iterator<PastCase> cases) {
        return new PastCases() {
            private static final int SIZE = 4096;

            @Override
            public @Nullable Block next() {
                List<PastCase> block = new ArrayList<>(SIZE);
                while (block.size() < SIZE && cases.hasNext()) {
                    block.add(cases.next());
                }
                return block.isEmpty() ? null : block::forEach;
            }
        };
    }
}
