package org.servicemap.requests.lifecycle;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the table of transitions as Markdown: a state diagram and one line for each action. */
final class TransitionDocs {
    private TransitionDocs() {}

    static String markdown() {
        return diagram() + "\n" + table();
    }

    private static String diagram() {
        StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        for (Transition row : Transitions.all()) {
            if (row.action() == Action.FILE) {
                text.append("    [*] --> ").append(key(row)).append(" : file\n");
            } else if (row.to() != null) {
                sorted(row.from())
                        .filter(from -> from != row.to())
                        .forEach(from -> arrow(text, from.key(), key(row), row.action()));
            }
        }
        for (State state : State.values()) {
            if (state.isEnd()) {
                text.append("    ").append(state.key()).append(" --> [*]\n");
            }
        }
        return text.append("```\n").toString();
    }

    private static String key(Transition row) {
        return row.to() == null ? "" : row.to().key();
    }

    private static void arrow(StringBuilder text, String from, String to, Action action) {
        text.append("    ").append(from).append(" --> ").append(to);
        text.append(" : ").append(action.key()).append('\n');
    }

    private static String table() {
        StringBuilder text = new StringBuilder("| Action | In state | By | Needs | May carry | Then |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (Transition row : Transitions.all()) {
            List<String> cells = List.of(
                    "`" + row.action().key() + "`",
                    row.from().size() == State.values().length ? "any" : words(row.from()),
                    words(row.by()),
                    words(row.requires()),
                    words(row.allows()),
                    row.to() == null ? "" : row.to().key());
            text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        return text.toString();
    }

    private static <E extends Enum<E>> String words(Set<E> values) {
        return sorted(values)
                .map(each -> each.name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> java.util.stream.Stream<E> sorted(Collection<E> values) {
        return values.stream().sorted();
    }
}
