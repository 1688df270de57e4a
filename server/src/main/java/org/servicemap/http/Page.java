package org.servicemap.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the part that follows, opaque to callers; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /** A whole list in one page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    /**
     * The page of at most {@code limit} items that starts at an offset of a list held in memory.
     *
     * @param scope what the cursor belongs to (a version, a filter): a cursor of another scope is refused
     */
    public static <T> Page<T> of(List<T> all, int offset, int limit, String scope) {
        int from = Math.min(offset, all.size());
        int to = Math.min(from + limit, all.size());
        return new Page<>(all.subList(from, to), to < all.size() ? Cursor.write(scope, to) : null);
    }

    /**
     * The page of a list that is kept elsewhere.
     *
     * @param found what begins at the offset: one more than {@code limit} when the list goes on
     * @param scope as in {@link #of}
     */
    public static <T> Page<T> part(List<T> found, int offset, int limit, String scope) {
        return found.size() > limit
                ? new Page<>(found.subList(0, limit), Cursor.write(scope, offset + limit))
                : new Page<>(found, null);
    }

    public <U> Page<U> map(Function<T, U> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
