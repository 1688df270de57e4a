package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

class ConfigTest {
    @Test
    void defaultsServeTheDemoOnPort8080WithTheEmbeddedDatabase() {
        Config config = Config.from(Map.of());
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.demo()).isTrue();
        assertThat(config.dbUrl()).isNull();
        assertThat(config.data()).isAbsolute();
    }

    @Test
    void aWrongValueNamesItsVariableAndWhatWasExpected() {
        assertThatThrownBy(() -> Config.from(Map.of("SERVICEMAP_PORT", "80a")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("SERVICEMAP_PORT: expected a whole number from 0 to 65535");
        assertThatThrownBy(() -> Config.from(Map.of("SERVICEMAP_DEMO", "yes")))
                .hasMessageContaining("SERVICEMAP_DEMO: expected true or false");
        assertThatThrownBy(() -> Config.from(Map.of("SERVICEMAP_LOG_LEVEL", "loud")))
                .hasMessageContaining("SERVICEMAP_LOG_LEVEL: expected one of ERROR");
        assertThatThrownBy(() -> Config.from(Map.of("SERVICEMAP_LEAVE_SECONDS", "60")))
                .as("whoever stops the server would kill it while it leaves")
                .hasMessage("SERVICEMAP_LEAVE_SECONDS: expected a whole number from 0 to 40");
        assertThatThrownBy(() -> Config.from(Map.of("SERVICEMAP_DB_URL", "postgres://x")))
                .hasMessageContaining("SERVICEMAP_DB_URL");
    }

    @Test
    void theEnvironmentWinsOverTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("servicemap.conf"), "# ours\nSERVICEMAP_PORT=9000\nSERVICEMAP_DEMO=false\n");
        Config config = Config.from(Map.of("SERVICEMAP_CONFIG", file.toString(), "SERVICEMAP_PORT", "9001"));
        assertThat(config.port()).isEqualTo(9001);
        assertThat(config.demo()).isFalse();
    }

    @Test
    void anUnknownNameInTheFileIsRefusedWithItsLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("servicemap.conf"), "\nSERVICEMAP_PROT=9000\n");
        assertThatThrownBy(() -> Config.from(Map.of("SERVICEMAP_CONFIG", file.toString())))
                .hasMessageContaining("line 2")
                .hasMessageContaining("SERVICEMAP_PROT");
    }

    @Test
    void theReadmesTableIsTheListOfOptions() throws IOException {
        for (String readme : List.of("README.md", "server/docs/README.zh-CN.md")) {
            List<String> documented = new ArrayList<>();
            for (String line : Files.readAllLines(root().resolve(readme))) {
                if (line.startsWith("| `SERVICEMAP_")) {
                    String[] cells = line.split("\\|");
                    documented.add(cells[1].strip() + " " + cells[2].strip());
                }
            }
            List<String> expected = new ArrayList<>();
            for (Option option : Option.values()) {
                String fallback = option.fallback();
                boolean chinese = readme.contains("zh-CN");
                expected.add("`" + option.variable() + "` "
                        + (fallback.isEmpty() ? (chinese ? "空" : "empty") : "`" + fallback + "`"));
            }
            assertThat(documented).as(readme).isEqualTo(expected);
        }
    }

    @Test
    void theReadmesTableHasEveryCommand() throws IOException {
        for (String readme : List.of("README.md", "server/docs/README.zh-CN.md")) {
            Set<String> documented = Files.readAllLines(root().resolve(readme)).stream()
                    .filter(line -> line.matches("\\| `[a-z].*"))
                    .flatMap(line -> Pattern.compile("`([a-z]+)[^`]*`")
                            .matcher(line.split("\\|")[1])
                            .results())
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(documented).as(readme).containsExactlyElementsOf(commands());
        }
    }

    /** Also the commands below commands, with no configuration and no database. */
    @Test
    void everyCommandExplainsItself() {
        assertThat(explained(Main.class, List.of())).isGreaterThan(commands().size());
    }

    /** A command and all below it; how many they are. */
    private static int explained(Class<?> type, List<String> path) {
        List<String> call = new ArrayList<>(path);
        call.add("--help");
        explains(call);
        int all = 1;
        for (Class<?> below : type.getAnnotation(Command.class).subcommands()) {
            if (below != HelpCommand.class) {
                List<String> longer = new ArrayList<>(path);
                longer.add(below.getAnnotation(Command.class).name());
                all += explained(below, longer);
            }
        }
        return all;
    }

    private static void explains(List<String> call) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Main.run(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true), call.toArray(String[]::new));
        assertThat(code).as(call + ": " + err).isZero();
        assertThat(err.toString()).as(call.toString()).isEmpty();
        String name = call.size() == 1 ? "" : " " + String.join(" ", call.subList(0, call.size() - 1));
        assertThat(out.toString())
                .as(call.toString())
                .startsWith("Usage: servicemap" + name)
                .contains("--help");
        assertThat(out.toString().lines().count())
                .as(call + " says what it does")
                .isGreaterThan(3);
    }

    private static Set<String> commands() {
        return Stream.of(Main.class.getAnnotation(Command.class).subcommands())
                .filter(each -> each != HelpCommand.class)
                .map(each -> each.getAnnotation(Command.class).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** When it fails: {@code config --markdown > server/docs/configuration.md}. */
    @Test
    void theReferencePageIsTheListOfOptions() throws IOException {
        assertThat(Files.readString(root().resolve("server/docs/configuration.md")))
                .isEqualTo(ConfigReference.markdown());
    }

    @Test
    void secretsAreNeverShown() {
        assertThat(Config.inForce(Map.of("SERVICEMAP_DB_PASSWORD", "hunter2")).get(Option.DB_PASSWORD))
                .isEqualTo("********");
    }

    /** Serving reads no command line when there is none; it ends as any command does. */
    @Test
    void aServerThatIsConfiguredWronglySaysSoInALine() {
        assertThat(served())
                .startsWith("1 servicemap: ")
                .contains("SERVICEMAP_PORT")
                .hasLineCount(1);
        assertThat(served("serve"))
                .startsWith("1 serve: ")
                .contains("SERVICEMAP_PORT")
                .hasLineCount(1);
        assertThat(served("serve", "there")).startsWith("2 ");
    }

    private static String served(String... args) {
        StringWriter err = new StringWriter();
        PrintWriter shown = new PrintWriter(err, true);
        return Main.run(Map.of("SERVICEMAP_PORT", "harbour"), shown, shown, args) + " " + err;
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("gis-data")) ? here : here.getParent();
    }
}
