package org.servicemap.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The articles that the packs bring. */
class ArticleYamlTest {
    @ParameterizedTest
    @CsvSource({"tiny, 3", "beijing, 21"})
    void everyPacksArticlesAreInBothLanguages(String pack, int count) throws IOException {
        List<Article> articles = ArticleYaml.read(Files.readString(Path.of("..", "gis-data", pack, "articles.yml")));

        assertThat(articles).hasSize(count).allSatisfy(article -> {
            assertThat(article.title().byTag()).containsOnlyKeys("zh", "en");
            assertThat(article.body().byTag()).containsOnlyKeys("zh", "en");
        });
        assertThat(articles).anyMatch(article -> !article.published());
    }

    @Test
    void oneReadingNamesAllThatIsWrong() {
        String yaml = """
                articles:
                  - {code: a, titel: {zh: 甲}, body: {zh: 乙}}
                  - {code: b, title: {zh: 甲}, body: {zh: 乙}, valid_from: soon}
                  - {code: B!, title: {zh: 甲}, body: {zh: 乙}}
                """;
        assertThatThrownBy(() -> ArticleYaml.read(yaml))
                .isInstanceOfSatisfying(
                        ArticleException.class,
                        e -> assertThat(e.all())
                                .extracting(ArticleException::line)
                                .containsExactly(2, 2, 3, 4));
    }
}
