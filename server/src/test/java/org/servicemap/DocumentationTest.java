package org.servicemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation points to is there, and it answers all of the security standard that it names. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("(?<text>\\[[^\\]]*])\\((?<goal>[^)\\s]+)\\)");
    private static final Pattern TEST = Pattern.compile("\\[`\\w+Test\\.(?<method>\\w+)`]");
    private static final Pattern NAMED_TEST =
            Pattern.compile("`(?<name>(?:[a-z0-9]+\\.)*[A-Z]\\w*Test)(?:\\.(?<method>\\w+))?`");
    private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");
    private static final Pattern ANSWER = Pattern.compile(
            "(?m)^\\| (?<number>[0-9.]+) \\|[^|]+\\| (?<answer>met|\\*\\*in part\\*\\*|\\*\\*not met\\*\\*|not applicable) \\|"
                    + "(?<how>[^|]*)\\|(?<see>[^|]*)\\|$");

    /** The requirements of OWASP ASVS 4.0.3 for level 2, which holds level 1: section, then first and last number or single ones. */
    private static final String LEVEL_2 = """
            1.1 1-7    1.2 1-4    1.4 1,4,5  1.5 1-4    1.6 1-4    1.7 1-2    1.8 1-2  1.9 1-2  1.10 1   1.11 1-2  1.12 2  1.14 1-6
            2.1 1-12   2.2 1-3    2.3 1-3    2.4 1-5    2.5 1-7    2.6 1-3    2.7 1-6  2.8 1-7  2.9 1-3  2.10 1-4
            3.1 1      3.2 1-4    3.3 1-4    3.4 1-5    3.5 1-3    3.7 1
            4.1 1,2,3,5           4.2 1-2    4.3 1-3
            5.1 1-5    5.2 1-8    5.3 1-10   5.4 1-3    5.5 1-4
            6.1 1-3    6.2 1-6    6.3 1-2    6.4 1-2
            7.1 1-4    7.2 1-2    7.3 1,3,4  7.4 1-3
            8.1 1-4    8.2 1-3    8.3 1-8
            9.1 1-3    9.2 1-4
            10.2 1-2   10.3 1-3
            11.1 1-8
            12.1 1-3   12.2 1     12.3 1-6   12.4 1-2   12.5 1-2   12.6 1
            13.1 1,3,4,5          13.2 1,2,3,5,6        13.3 1-2   13.4 1-2
            14.1 1-4   14.2 1-6   14.3 2,3   14.4 1-7   14.5 1-4
            """;

    @Test
    void everyMigrationIsInTheTable() throws IOException {
        Path migrations = ROOT.resolve("migrations");
        List<String> told = Pattern.compile("(?m)^\\| (V\\d+) ")
                .matcher(read(migrations.resolve("README.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        try (Stream<Path> files = Files.list(migrations.resolve("common"))) {
            assertThat(told)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString().replaceFirst("__.*", ""))
                                    .toList());
        }
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = pages().flatMap(page -> LINK.matcher(read(page))
                        .results()
                        .filter(link -> !leads(page, link))
                        .map(link -> ROOT.relativize(page) + ": " + link.group()))
                .toList();
        assertThat(broken).isEmpty();
    }

    private static boolean leads(Path page, MatchResult link) {
        String goal = link.group(2);
        if (goal.matches("[a-z]+:.*")) {
            return true;
        }
        String[] parts = goal.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        var test = TEST.matcher(link.group(1));
        boolean shown = !test.matches() || read(file).contains(" void " + test.group("method") + "(");
        return shown && (parts.length == 1 || headings(file).contains(parts[1]));
    }

    /** As forges name them. */
    private static List<String> headings(Path file) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    @Test
    void theThreatModelNamesTestsThatAreThere() {
        Path tests = Path.of("src", "test", "java", "org", "servicemap");
        String model = read(Path.of("docs", "security", "threat-model.md"));
        List<MatchResult> named = NAMED_TEST
                .matcher(model)
                .results()
                .filter(match -> match.group(1).contains("."))
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        for (MatchResult match : named) {
            Path file = tests.resolve(match.group(1).replace('.', '/') + ".java");
            assertThat(file).as(match.group()).exists();
            if (match.group(2) != null) {
                assertThat(read(file)).as(match.group()).contains(" void " + match.group(2) + "(");
            }
        }
    }

    @Test
    void everyRequirementOfTheSecurityStandardIsAnswered() {
        String page = read(Path.of("docs", "security", "asvs.md"));
        List<MatchResult> answers = ANSWER.matcher(page).results().toList();
        assertThat(answers.stream().map(answer -> answer.group(1))).containsExactlyElementsOf(level2());
        for (MatchResult answer : answers) {
            boolean met = answer.group(2).equals("met");
            boolean applies = !answer.group(2).equals("not applicable");
            assertThat(met || !answer.group(3).isBlank())
                    .as(answer.group() + " says why")
                    .isTrue();
            assertThat(!applies || answer.group(4).contains("]("))
                    .as(answer.group() + " shows it")
                    .isTrue();
        }
        assertThat(page)
                .contains("Of %d requirements %d are met, %d in part, %d not, and %d are not applicable."
                        .formatted(
                                answers.size(),
                                count(answers, "met"),
                                count(answers, "**in part**"),
                                count(answers, "**not met**"),
                                count(answers, "not applicable")));
    }

    /** What a guide prints in bold is what its reader finds on the page, letter for letter. */
    @Test
    void guidesCallThingsAsThePagesDo() {
        guidesAgree("en", "en");
        guidesAgree("zh", "zh-CN");
    }

    private static void guidesAgree(String suffix, String locale) {
        String texts = read(ROOT.resolve("web/locales/" + locale + ".json"));
        List<String> unknown = below(Path.of("docs", "guides"))
                .filter(file -> file.toString().endsWith("." + suffix + ".md"))
                .flatMap(file -> BOLD.matcher(read(file)).results())
                .map(match -> match.group(1))
                .filter(label -> !label.equals("bold") && !label.equals("粗体字"))
                .filter(label -> !texts.contains("\": \"" + label + "\""))
                .toList();
        assertThat(unknown).isEmpty();
    }

    private static long count(List<MatchResult> answers, String word) {
        return answers.stream().filter(answer -> answer.group(2).equals(word)).count();
    }

    private static List<String> level2() {
        List<String> numbers = new ArrayList<>();
        String[] words = LEVEL_2.strip().split("\\s+");
        for (int i = 0; i < words.length; i += 2) {
            String section = words[i];
            Arrays.stream(words[i + 1].split(","))
                    .flatMap(DocumentationTest::range)
                    .forEach(number -> numbers.add(section + "." + number));
        }
        return numbers;
    }

    private static Stream<Integer> range(String text) {
        String[] ends = text.split("-");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                .boxed();
    }

    private static Stream<Path> pages() {
        return Stream.of(
                        "README.md",
                        "LOSI.md",
                        "server/docs",
                        "server/deploy",
                        "server/sedona",
                        "gis-data",
                        "migrations")
                .map(ROOT::resolve)
                .flatMap(DocumentationTest::below)
                .filter(file -> file.toString().endsWith(".md"));
    }

    private static Stream<Path> below(Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.collect(Collectors.toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
