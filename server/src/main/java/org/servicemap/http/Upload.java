package org.servicemap.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * One uploaded file, kept until the call ends. What the client says of it (name, type) is not to be believed.
 *
 * @param part name of the part
 * @param fileName as the client said, without folders; null when it said none
 * @param declaredType as the client said
 */
public record Upload(
        String part, @Nullable String fileName, @Nullable String declaredType, long bytes, Source source) {
    /** Opens the content, as often as wanted. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /** The content. */
    public InputStream open() throws IOException {
        return source.open();
    }

    /** The whole content; its size was checked against the part's rule. */
    public byte[] readAll() {
        try (InputStream in = open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
