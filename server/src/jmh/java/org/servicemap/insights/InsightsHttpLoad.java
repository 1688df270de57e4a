package org.servicemap.insights;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.servicemap.http.ApiClient;
import org.servicemap.insights.facts.FactsFill;

/**
 * How fast a server that runs answers what the maps and charts of {@code /insights} ask, over HTTP, answers read whole: {@code InsightsHttpLoad PORT
 * LOGIN PASSWORD [ROUNDS]}. Its facts are those that {@link FactsLoad} made, put into its data directory while it was stopped. Periods differ from
 * call to call, so that nothing is answered twice.
 */
final class InsightsHttpLoad {
    private static final double TARGET = 300;
    private static final List<String> QUESTIONS = List.of(
            "areas?level=district&measure=satisfaction",
            "areas?level=subdistrict",
            "areas?level=community",
            "hexagons?resolution=8",
            "days?measure=resolution",
            "categories?measure=overdue",
            "summary?",
            "frames?level=subdistrict&step=week",
            "opinion?level=subdistrict",
            "density?bandwidth=1000",
            "gi-star?resolution=8",
            "gi-star/areas?level=subdistrict&values=excess");

    private final ApiClient client;
    private final int rounds;

    private InsightsHttpLoad(ApiClient client, int rounds) {
        this.client = client;
        this.rounds = rounds;
    }

    public static void main(String[] args) {
        ApiClient client = new ApiClient(Integer.parseInt(args[0]));
        client.postJson("/api/v1/session", Map.of("login", args[1], "password", args[2]));
        InsightsHttpLoad load = new InsightsHttpLoad(client, args.length > 3 ? Integer.parseInt(args[3]) : 20);
        for (int days : List.of(30, 365)) {
            QUESTIONS.forEach(question -> load.time(question, days));
        }
    }

    private void time(String question, int days) {
        Random random = new Random(question.hashCode() + days);
        List<Double> millis = new ArrayList<>();
        long bytes = 0;
        for (int round = 0; round < rounds; round++) {
            LocalDate to = FactsFill.FIRST.plusDays(FactsFill.DAYS - 1L - round);
            String path = "/api/v1/insights/" + question + "&from=" + to.minusDays(days - 1L) + "&to=" + to
                    + (round % 3 == 1 ? "&hour=" + random.nextInt(24) : "");
            long start = System.nanoTime();
            ApiClient.Answer answer = client.get(path);
            millis.add((System.nanoTime() - start) / 1e6);
            if (answer.status() != 200) {
                throw new IllegalStateException(path + ": " + answer.text());
            }
            bytes = Math.max(bytes, answer.text().length());
        }
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double high = sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
        System.out.printf(
                Locale.ROOT,
                "%3d d  %-48s median %7.1f  95 %% %7.1f  worst %7.1f ms  %,9d characters%s%n",
                days,
                question,
                sorted[sorted.length / 2],
                high,
                Arrays.stream(sorted).max().orElse(0),
                bytes,
                high > TARGET ? "  MISSED" : "");
    }
}
