package org.servicemap.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body whose list was read item by item: what cannot be read does not keep back the rest.
 *
 * @param body with the items that could be read
 * @param refused the others
 */
public record Sifted<T>(T body, List<Refused> refused) {
    public Sifted {
        refused = List.copyOf(refused);
    }

    /**
     * An item that could not be read.
     *
     * @param at its place in the list as it was sent, from 0
     * @param name what it says in the field by which items are told apart; empty when it says nothing
     * @param field its own field at fault, null when it is the whole item
     */
    public record Refused(
            int at, String name, String code, @Nullable String field, String detail) {}
}
