package org.servicemap.requests.imports;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other. Not thread-safe. */
public interface RowSource extends AutoCloseable {
    /** Names in the header. */
    Collection<String> columns();

    /** The next row; null at the end. {@link ImportException} {@code bad_file} when the file breaks off here. */
    @Nullable
    SourceRow next() throws IOException;

    @Override
    void close() throws IOException;

    /** Places by name; of names that stand twice the first. */
    static Map<String, Integer> places(List<String> header) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            if (!name.isEmpty()) {
                places.putIfAbsent(name, i);
            }
        }
        return places;
    }
}
