package org.servicemap.requests.language;

import java.io.IOException;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.servicemap.gazetteer.words.Phrases;

/** How often the right category is among the first guesses: from keywords alone, and after learning the demo's texts. */
public final class CategoryAccuracy {
    private static final Path PACK = Path.of("../gis-data/beijing");

    /** Right answers among some phrases, and how sure the first answers were on average. */
    public record Score(int phrases, int first, int third, double confidence) {}

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CategoryAccuracy() {}

    static List<Labelled> seeds() throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader file = Files.newBufferedReader(PACK.resolve("categories.csv"));
                CSVParser csv = CSVParser.parse(file, format)) {
            List<CSVRecord> rows = csv.getRecords();
            Set<String> inner = new HashSet<>();
            rows.forEach(row -> inner.add(row.get("parent")));
            List<Labelled> seeds = new ArrayList<>();
            rows.stream().filter(row -> !inner.contains(row.get("code"))).forEach(row -> {
                for (String column : List.of("name_zh", "name_en", "keywords_zh", "keywords_en")) {
                    seeds.addAll(Seeds.of(row.get("code"), row.get(column)));
                }
            });
            return seeds;
        }
    }

    static DemoTexts demoTexts() throws IOException {
        return DemoTexts.parse(Files.readString(PACK.resolve("texts.yml")));
    }

    /** So many texts of each category, as the demo year has them. */
    static PastTexts demo(int each) throws IOException {
        DemoTexts texts = demoTexts();
        String[] places = {"幸福家园", "和平里小区", "阳光花园3号楼", "东方嘉园", "清水苑", "李家村", "建设里12号院", "明珠公寓"};
        String[] roads = {"建国路", "胜利街", "西三条", "光明胡同", "站前大街", "杨树巷"};
        return consumer -> {
            SplittableRandom random = new SplittableRandom(11);
            for (String category : texts.categories()) {
                for (int i = 0; i < each; i++) {
                    String road = roads[random.nextInt(roads.length)];
                    DemoTexts.Slots slots =
                            new DemoTexts.Slots(places[random.nextInt(places.length)], road, road + "路口");
                    consumer.accept(new Labelled(texts.text(category, slots, random), category));
                }
            }
        };
    }

    public static Score of(CategoryModel model, List<Phrases.Phrase> phrases, List<String> wrong) {
        int first = 0;
        int third = 0;
        double sure = 0;
        for (Phrases.Phrase phrase : phrases) {
            List<CategoryGuess> guesses = model.guess(phrase.text(), 3);
            boolean right = guesses.get(0).category().equals(phrase.category());
            first += right ? 1 : 0;
            third += guesses.stream().anyMatch(g -> g.category().equals(phrase.category())) ? 1 : 0;
            sure += guesses.get(0).confidence();
            if (!right) {
                wrong.add(phrase.category() + " " + phrase.text() + " " + guesses);
            }
        }
        return new Score(phrases.size(), first, third, sure / phrases.size());
    }

    public static void main(String[] arguments) throws IOException {
        List<Phrases.Phrase> all = Phrases.read();
        report("keywords only", new CategoryLearner(seeds()), PastTexts.NONE, all, arguments.length > 0);
        report("demo texts", new CategoryLearner(seeds()), demo(200), all, arguments.length > 0);
    }

    private static void report(
            String name, CategoryLearner learner, PastTexts past, List<Phrases.Phrase> all, boolean show) {
        long start = THREADS.getCurrentThreadCpuTime();
        CategoryModel model = learner.learn(past);
        long millis = (THREADS.getCurrentThreadCpuTime() - start) / 1_000_000;
        List<String> wrong = new ArrayList<>();
        Score tuning = of(model, all.stream().filter(p -> !p.heldOut()).toList(), wrong);
        Score heldOut = of(model, all.stream().filter(Phrases.Phrase::heldOut).toList(), new ArrayList<>());
        System.out.printf(
                "%s: %d features, learned in %d ms of processor time, temperature %.2f%n  tuning   %s%n  held out %s%n",
                name, model.vocabulary.size(), millis, model.temperature, tuning, heldOut);
        if (show) {
            wrong.forEach(System.out::println);
        }
        long begin = THREADS.getCurrentThreadCpuTime();
        all.forEach(phrase -> model.guess(phrase.text(), 3));
        System.out.printf("  a text: %.2f ms%n", (THREADS.getCurrentThreadCpuTime() - begin) / 1e6 / all.size());
    }
}
