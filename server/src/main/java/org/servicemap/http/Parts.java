package org.servicemap.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A multipart body whose parts were checked against the route's rules. */
public final class Parts {
    private final Map<String, List<String>> texts;
    private final List<Upload> files;

    Parts(Map<String, List<String>> texts, List<Upload> files) {
        this.texts = Map.copyOf(texts);
        this.files = List.copyOf(files);
    }

    /** A text field; null when it is absent. */
    public @Nullable String text(String name) {
        List<String> given = texts.get(name);
        return given == null ? null : given.get(0);
    }

    /** All text fields. */
    Map<String, List<String>> texts() {
        return texts;
    }

    /** A text field that holds JSON, read like a body. */
    public <T> T json(String name, Class<T> type) {
        String text = text(name);
        if (text == null) {
            throw ErrorCode.MISSING_FIELD.problem("the part " + name + " is missing", name);
        }
        return Bodies.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), type);
    }

    /** The files of a name, in their order. */
    public List<Upload> files(String name) {
        return files.stream().filter(file -> file.part().equals(name)).toList();
    }
}
