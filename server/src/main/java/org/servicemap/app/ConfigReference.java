package org.servicemap.app;

/** All options as a page of Markdown: {@code server/docs/configuration.md}, which a test holds to this. */
final class ConfigReference {
    private ConfigReference() {}

    static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                Made by `java -jar servicemap.jar config --markdown`; a test holds it to the program. Values come from the environment, else from the
                file that `SERVICEMAP_CONFIG` names (lines `NAME=value`; `#` begins a comment; an unknown name is refused with its line), else from here. A
                wrong value stops the start and names its variable. `config` prints what is in force, secrets masked; `doctor` checks whether it fits the
                machine.

                | variable | default | meaning |
                |---|---|---|
                """);
        for (Option option : Option.values()) {
            page.append("| `").append(option.variable()).append("` | ");
            page.append(option.fallback().isEmpty() ? "empty" : "`" + option.fallback() + "`")
                    .append(" | ");
            page.append(option.description().replace("|", "\\|"));
            page.append(option.isSecret() ? " (secret)" : "").append(" |\n");
        }
        return page.toString();
    }
}
