package org.servicemap.requests.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Proposes the category of a text: one linear function of the text's n-grams for each category, made into a probability by a
 * softmax whose temperature was fitted on texts that it had not learned (Guo et al. 2017). Immutable, thread-safe, pure.
 */
public final class CategoryModel {
    final List<String> categories;
    final Vocabulary vocabulary;
    /** By feature, then category: a text has few features. */
    final float[][] weights;

    final float[] bias;
    final double temperature;

    CategoryModel(List<String> categories, Vocabulary vocabulary, float[][] weights, float[] bias, double temperature) {
        this.categories = List.copyOf(categories);
        this.vocabulary = vocabulary;
        this.weights = weights;
        this.bias = bias;
        this.temperature = temperature;
    }

    /** The likeliest first; all are about equally unlikely for a text that says nothing. */
    public List<CategoryGuess> guess(String text, int limit) {
        double[] chances = chances(scores(text), temperature);
        return IntStream.range(0, chances.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -chances[i]))
                .limit(limit)
                .map(i -> new CategoryGuess(categories.get(i), chances[i]))
                .toList();
    }

    double[] scores(String text) {
        double[] scores = new double[categories.size()];
        for (int c = 0; c < scores.length; c++) {
            scores[c] = bias[c];
        }
        Vocabulary.Features features = vocabulary.of(Grams.of(text));
        for (int f = 0; f < features.index().length; f++) {
            float[] row = weights[features.index()[f]];
            float value = features.value()[f];
            for (int c = 0; c < scores.length; c++) {
                scores[c] += row[c] * value;
            }
        }
        return scores;
    }

    static double[] chances(double[] scores, double temperature) {
        double most = -Double.MAX_VALUE;
        for (double score : scores) {
            most = Math.max(most, score);
        }
        double sum = 0;
        double[] chances = new double[scores.length];
        for (int c = 0; c < scores.length; c++) {
            chances[c] = Math.exp((scores[c] - most) / temperature);
            sum += chances[c];
        }
        for (int c = 0; c < scores.length; c++) {
            chances[c] /= sum;
        }
        return chances;
    }

    public List<String> categories() {
        return new ArrayList<>(categories);
    }
}
