package org.servicemap.open311;

import java.util.List;
import java.util.Map;

/**
 * An answer before it is XML or JSON.
 *
 * @param root name of the outermost element, which JSON leaves out
 * @param content a map of fields in their order, {@link Items}, text, a number, a truth value, or null for what is empty
 */
record Document(String root, Object content) {
    /** A container of repeated children, which is an array in JSON even with one or none. */
    record Items(String child, List<?> items) {
        Items {
            items = List.copyOf(items);
        }
    }

    static Document list(String root, String child, List<Map<String, Object>> items) {
        return new Document(root, new Items(child, items));
    }
}
