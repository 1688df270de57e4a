package org.servicemap.requests.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the tiny town's categories. */
class CategoryProposalsTest {
    @TempDir
    private Path data;

    private static List<Labelled> tiny() {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        List<Labelled> seeds = new ArrayList<>();
        try (CSVParser csv =
                CSVParser.parse(Path.of("../gis-data/tiny/categories.csv"), StandardCharsets.UTF_8, format)) {
            csv.forEach(row -> {
                if (!row.get("keywords_zh").isEmpty()) {
                    for (String column : List.of("name_zh", "name_en", "keywords_zh", "keywords_en")) {
                        seeds.addAll(Seeds.of(row.get("code"), row.get(column)));
                    }
                }
            });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return seeds;
    }

    private static String best(CategoryProposals proposals, String text) {
        return proposals.guess(text, 1).get(0).category();
    }

    @Test
    void keywordsAreEnoughToStart() throws IOException {
        CategoryProposals proposals = new CategoryProposals(data, CategoryProposalsTest::tiny, PastTexts.NONE);
        assertThat(proposals.guess("停电", 1)).isEmpty();
        proposals.refresh();
        assertThat(best(proposals, "我家暖气不热")).isEqualTo("UTIL-HEAT-COLD");
        assertThat(best(proposals, "家裡沒電了")).isEqualTo("UTIL-POWER");
        assertThat(best(proposals, "The STREETLIGHTS are broken")).isEqualTo("CITY-LAMP");
    }

    @Test
    void learnsTheCitysOwnWordsAndKeepsThem() throws IOException {
        List<Labelled> closed = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            closed.add(new Labelled("咱这旮旯黢黑黢黑的" + i, "CITY-LAMP"));
            closed.add(new Labelled("别的类目的话" + i, "UNKNOWN"));
        }
        CategoryProposals proposals = new CategoryProposals(data, CategoryProposalsTest::tiny, closed::forEach);
        proposals.relearn();
        assertThat(best(proposals, "外头黢黑黢黑")).isEqualTo("CITY-LAMP");
        CategoryProposals later = new CategoryProposals(data, CategoryProposalsTest::tiny, PastTexts.NONE);
        later.refresh();
        assertThat(later.guess("外头黢黑黢黑", 5)).isEqualTo(proposals.guess("外头黢黑黢黑", 5));
    }

    @Test
    void aSpoiltFileIsLearnedAnew() throws IOException {
        Path file = data.resolve("language/categories.model");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "not a model");
        CategoryProposals proposals = new CategoryProposals(data, CategoryProposalsTest::tiny, PastTexts.NONE);
        proposals.refresh();
        assertThat(best(proposals, "电梯坏了")).isEqualTo("HOUS-LIFT");
    }

    @Test
    void nothingThatOnePersonAloneWroteIsKept() {
        long[] common = Grams.of("路灯坏了");
        long[] personal = Grams.of("张三丰住在五零二室");
        Vocabulary vocabulary = Vocabulary.of(List.of(common, common, common, personal), 3);
        assertThat(vocabulary.hashes())
                .hasSize((int) java.util.Arrays.stream(common).distinct().count());
        assertThat(Grams.of("电话13812345678")).isEqualTo(Grams.of("电话10086"));
    }

    @Test
    void confidencesAreProbabilities() {
        CategoryModel model = new CategoryLearner(tiny()).learn(PastTexts.NONE);
        double sum = model.guess("楼道里有人打架", 100).stream()
                .mapToDouble(CategoryGuess::confidence)
                .sum();
        assertThat(sum).isBetween(0.999, 1.001);
        assertThat(model.guess("", 1).get(0).confidence()).isLessThan(0.6);
    }
}
