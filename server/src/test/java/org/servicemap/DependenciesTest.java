package org.servicemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/dependencies.md} names what the program and its tests depend on, and nothing else. */
class DependenciesTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|(?: [^|]+ \\|){4}$");
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    @Test
    void theTableNamesEachDependencyWithItsReasonKeeperAndLicence() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String all = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("<build>"))
                .replaceAll("(?s)<exclusions>.*?</exclusions>", "");
        Set<String> used = DEPENDENCY
                .matcher(all)
                .results()
                .map(match -> match.group(1))
                .map(DependenciesTest::artifact)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> explained = ROW.matcher(Files.readString(Path.of("docs", "dependencies.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(explained).isEqualTo(used).hasSizeGreaterThan(40);
    }

    private static String artifact(String dependency) {
        var matcher = ARTIFACT.matcher(dependency);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
