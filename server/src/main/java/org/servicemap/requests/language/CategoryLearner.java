package org.servicemap.requests.language;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Learns a {@link CategoryModel} from the categories' own words and the city's closed requests: a support vector machine for
 * each category (LIBLINEAR, dual coordinate descent, Hsieh et al. 2008). Deterministic. Of each category a random sample of its requests
 * is used, so that time and memory stay bounded however many there are.
 */
public final class CategoryLearner {
    private static final int PAST_PER_CATEGORY = 120;
    private static final int FEWEST_TEXTS_OF_A_GRAM = 3;
    private static final double COST = 1;
    private static final int HELD_BACK = 8; // each eighth text fits the temperature

    private final List<Labelled> seeds;

    /** @param seeds names and keywords of the categories */
    public CategoryLearner(List<Labelled> seeds) {
        this.seeds = List.copyOf(seeds);
    }

    private record Example(long[] grams, String text, String category) {}

    /** @throws IllegalArgumentException when there is nothing to learn from */
    public CategoryModel learn(PastTexts past) {
        List<Example> own = new ArrayList<>();
        seeds.forEach(seed -> own.add(example(seed)));
        List<Example> sampled = sample(past);
        if (own.isEmpty() && sampled.isEmpty()) {
            throw new IllegalArgumentException("there are neither keywords nor past texts");
        }
        double temperature = temperature(own, sampled);
        List<Example> all = new ArrayList<>(own);
        all.addAll(sampled);
        return train(all, vocabulary(own, sampled), temperature);
    }

    private static Example example(Labelled labelled) {
        return new Example(Grams.of(labelled.text()), labelled.text(), labelled.category());
    }

    /** Reservoir sampling (Vitter 1985) in each category. */
    private static List<Example> sample(PastTexts past) {
        Map<String, List<Labelled>> kept = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        SplittableRandom random = new SplittableRandom(1);
        past.each(one -> {
            List<Labelled> reservoir = kept.computeIfAbsent(one.category(), c -> new ArrayList<>());
            int count = seen.merge(one.category(), 1, Integer::sum);
            if (reservoir.size() < PAST_PER_CATEGORY) {
                reservoir.add(one);
            } else if (random.nextInt(count) < PAST_PER_CATEGORY) {
                reservoir.set(random.nextInt(PAST_PER_CATEGORY), one);
            }
        });
        return kept.keySet().stream()
                .sorted()
                .flatMap(category -> kept.getOrDefault(category, List.of()).stream())
                .map(CategoryLearner::example)
                .toList();
    }

    /** Keywords are nobody's: all of their n-grams count. Of people's texts only n-grams that several share. */
    private static Vocabulary vocabulary(List<Example> own, List<Example> sampled) {
        List<long[]> texts = new ArrayList<>();
        own.forEach(example -> {
            for (int i = 0; i < FEWEST_TEXTS_OF_A_GRAM; i++) {
                texts.add(example.grams());
            }
        });
        sampled.forEach(example -> texts.add(example.grams()));
        return Vocabulary.of(texts, FEWEST_TEXTS_OF_A_GRAM);
    }

    private static double temperature(List<Example> own, List<Example> sampled) {
        List<Example> learned = new ArrayList<>();
        List<Example> back = new ArrayList<>();
        for (List<Example> source : List.of(own, sampled)) {
            for (int i = 0; i < source.size(); i++) {
                (i % HELD_BACK == HELD_BACK / 2 ? back : learned).add(source.get(i));
            }
        }
        if (back.isEmpty() || learned.isEmpty()) {
            return 1;
        }
        return Temperature.fit(
                train(learned, vocabulary(own, sampled), 1),
                back.stream()
                        .map(example -> new Labelled(example.text(), example.category()))
                        .toList());
    }

    private static CategoryModel train(List<Example> examples, Vocabulary vocabulary, double temperature) {
        List<String> categories =
                examples.stream().map(Example::category).distinct().sorted().toList();
        Linear.disableDebugOutput();
        Model model = Linear.train(problem(examples, vocabulary, categories), parameter());
        int classes = model.getNrClass();
        int[] labels = model.getLabels();
        double[] learned = model.getFeatureWeights();
        float[][] weights = new float[vocabulary.size()][categories.size()];
        float[] bias = new float[categories.size()];
        int vectors = classes == 2 ? 1 : classes;
        for (int feature = 0; feature <= vocabulary.size(); feature++) {
            for (int vector = 0; vector < vectors; vector++) {
                float weight = (float) learned[feature * vectors + vector];
                float[] row = feature < vocabulary.size() ? weights[feature] : bias;
                row[labels[vector]] = weight;
                if (vectors == 1) {
                    row[labels[1]] = -weight;
                }
            }
        }
        return new CategoryModel(categories, vocabulary, weights, bias, temperature);
    }

    private static Parameter parameter() {
        return new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, COST, 0.1);
    }

    private static Problem problem(List<Example> examples, Vocabulary vocabulary, List<String> categories) {
        Problem problem = new Problem();
        problem.l = examples.size();
        problem.n = vocabulary.size() + 1;
        problem.bias = 1;
        problem.x = new Feature[examples.size()][];
        problem.y = new double[examples.size()];
        Map<String, Integer> number = new HashMap<>();
        categories.forEach(category -> number.put(category, number.size()));
        for (int i = 0; i < examples.size(); i++) {
            problem.x[i] = features(vocabulary.of(examples.get(i).grams()), vocabulary.size() + 1);
            problem.y[i] = number.getOrDefault(examples.get(i).category(), 0);
        }
        return problem;
    }

    private static Feature[] features(Vocabulary.Features found, int biasIndex) {
        Feature[] features = new Feature[found.index().length + 1];
        for (int f = 0; f < found.index().length; f++) {
            features[f] = new FeatureNode(found.index()[f] + 1, found.value()[f]);
        }
        features[found.index().length] = new FeatureNode(biasIndex, 1);
        return features;
    }
}
