package org.servicemap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of the house for the front end that need no browser: words, layers, content policy. */
class WebSourcesTest {
    private static final Path WEB = Path.of("..", "web");
    private static final Pattern TRANSLATED = Pattern.compile("\\bt\\(\\s*'([^']+)'");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)[|}]");

    @Test
    void everyTextExistsInBothLanguages() {
        assertThat(locale("en").keySet()).isEqualTo(locale("zh-CN").keySet());
    }

    @Test
    void everyTextIsUsed() {
        String sources = scripts().values().stream().collect(Collectors.joining());

        assertThat(locale("zh-CN").keySet())
                .allSatisfy(key -> assertThat(sources).as("use of " + key).contains("'" + key + "'"));
    }

    @Test
    void everyTextThatIsAskedForExists() {
        Set<String> known = locale("zh-CN").keySet();

        scripts()
                .forEach((file, source) -> assertThat(
                                TRANSLATED.matcher(source).results().map(m -> m.group(1)))
                        .as(file)
                        .allSatisfy(key -> assertThat(known).contains(key)));
    }

    @Test
    void bothLanguagesFillInTheSameValues() {
        Map<String, String> english = locale("en");

        locale("zh-CN")
                .forEach((key, text) ->
                        assertThat(placeholders(english.get(key))).as(key).isEqualTo(placeholders(text)));
    }

    /** "{n|place|places}" once was "{n", and was shown so. */
    @Test
    void everyValueOfATextIsClosed() {
        for (String tag : List.of("zh-CN", "en")) {
            locale(tag)
                    .forEach((key, text) -> assertThat(text.replaceAll("\\{\\w+(\\|[^|{}]*\\|[^|{}]*)?}", ""))
                            .as(tag + " " + key)
                            .doesNotContain("{", "}"));
        }
    }

    @Test
    void onlyTheMapFolderKnowsLeaflet() {
        assertThat(scripts().entrySet())
                .filteredOn(file -> file.getValue().contains("'leaflet'"))
                .allSatisfy(file -> assertThat(file.getKey()).startsWith("map/"))
                .isNotEmpty();
    }

    /** A map of areas may show invented boundaries. */
    @Test
    void whatShowsAMapSaysWhoseItIs() {
        assertThat(scripts().entrySet())
                .filteredOn(file -> file.getValue().contains("role=\"application\""))
                .allSatisfy(file -> assertThat(file.getValue())
                        .as(file.getKey())
                        .containsAnyOf("attribution(", "'map.syntheticShort'"))
                .isNotEmpty();
    }

    @Test
    void coreAndMapKnowNoComponentsAndNoPages() {
        scripts().forEach((file, source) -> {
            if (file.startsWith("core/") || file.startsWith("map/")) {
                assertThat(source).as(file).doesNotContain("/components/", "/pages/");
            }
            if (file.startsWith("components/")) {
                assertThat(source).as(file).doesNotContain("/pages/", "/map/");
            }
        });
    }

    /** {@code style-src 'self'} would block them silently. */
    @Test
    void nothingIsStyledInline() {
        Map<String, String> sources = new TreeMap<>(scripts());
        sources.putAll(files(".html"));

        sources.forEach((file, source) ->
                assertThat(source).as(file).doesNotContain(" style=\"", " style='", "<style", "styleMap", " onclick="));
    }

    @Test
    void theImportMapIsTheOnlyInlineScript() {
        files(".html")
                .forEach((file, html) -> assertThat(Pattern.compile("<script(?![^>]*\\bsrc=)([^>]*)>")
                                .matcher(html)
                                .results()
                                .map(m -> m.group(1).strip()))
                        .as(file)
                        .containsOnly("type=\"importmap\""));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> locale(String tag) {
        try {
            return new ObjectMapper()
                    .readValue(WEB.resolve("locales/" + tag + ".json").toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> scripts() {
        return files(".js");
    }

    private static Map<String, String> files(String ending) {
        try (Stream<Path> walk = Files.walk(WEB)) {
            List<Path> found =
                    walk.filter(file -> file.toString().endsWith(ending)).toList();
            Map<String, String> sources = new TreeMap<>();
            for (Path file : found) {
                sources.put(WEB.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
