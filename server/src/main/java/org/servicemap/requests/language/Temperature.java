package org.servicemap.requests.language;

import java.util.List;

/** The softmax temperature with which a model is as sure as it is right: least surprise on texts that it has not learned. */
final class Temperature {
    private static final double LOWEST = 0.02;
    private static final double HIGHEST = 2;
    private static final double STEP = 1.15;

    private Temperature() {}

    static double fit(CategoryModel model, List<Labelled> unseen) {
        List<double[]> scores =
                unseen.stream().map(one -> model.scores(one.text())).toList();
        int[] truth = unseen.stream()
                .mapToInt(one -> model.categories.indexOf(one.category()))
                .toArray();
        double best = 1;
        double least = Double.MAX_VALUE;
        for (double temperature = LOWEST; temperature < HIGHEST; temperature *= STEP) {
            double surprise = surprise(scores, truth, temperature);
            if (surprise < least) {
                least = surprise;
                best = temperature;
            }
        }
        return best;
    }

    private static double surprise(List<double[]> scores, int[] truth, double temperature) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            double chance = truth[i] < 0 ? 0 : CategoryModel.chances(scores.get(i), temperature)[truth[i]];
            sum -= Math.log(Math.max(1e-9, chance));
        }
        return sum;
    }
}
