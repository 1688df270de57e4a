package org.servicemap.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body that a route reads.
 *
 * @param types media types; none when it reads no body
 * @param json the record that a JSON body becomes, if it is read as one
 * @param parts what a multipart body may hold, if it is read as one
 * @param open whether a form may hold fields that {@code parts} does not name
 */
record RequestBody(
        List<String> types, String description, @Nullable Class<?> json, List<PartRule> parts, boolean open) {
    static final RequestBody NONE = new RequestBody(List.of(), "", null, List.of(), false);

    RequestBody {
        types = List.copyOf(types);
        parts = List.copyOf(parts);
    }
}
