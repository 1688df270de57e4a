package org.servicemap.insights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.insights.InsightDetail.Sounds;
import org.servicemap.text.LocalText;

/** How the words of requests and callbacks sound, by area, and how far that is to be believed. */
public final class ToneRoutes implements InsightGroup {
    private static final Param<String> LEVEL =
            Param.text("level", "Id of the areas' level").mandatory();
    private static final LocalText MEANS = LocalText.of(
            "en",
            "How something is said, not what: a fault told plainly is neutral. Told by a program from the words alone; they"
                    + " never leave the database. Irony and dialect are often missed. A figure of many texts says something,"
                    + " a single text's tone hardly.",
            "zh",
            "语气指怎么说，不指说什么：平实地反映故障属于中性。由程序仅凭文字判断，文字不离开数据库；反语和方言常被误判。大量文字的比例有参考意义，单条文字的判断不足为凭。");

    private final InsightGround ground;
    private final InsightScope scope;
    private final InsightDetail detail;
    private final Supplier<ToneProof> proof;

    /** @param proof measured when it is first asked for */
    public ToneRoutes(InsightGround ground, Supplier<ToneProof> proof) {
        this.ground = ground;
        this.scope = new InsightScope(ground);
        this.detail = new InsightDetail(new InsightCounts(ground.facts()));
        this.proof = proof;
    }

    @Describe("How the words of an area sound")
    record ToneJson(
            String level,
            String code,
            LocalText name,

            @Describe("Requests received in the period whose words were read")
            long n,

            long negative,
            long neutral,
            long positive,

            @Describe("Requests of the period whose words are not there any more")
            long unread,

            @Describe("Negative, of those read; null without any") @Nullable
            Double negativeShare,

            @Describe("Positive, of those read; null without any") @Nullable
            Double positiveShare,

            @Describe("Callbacks of the period at which something was said beside the answers")
            long remarks,

            long remarksNegative,
            long remarksPositive) {}

    @Describe("How far tones are to be believed, measured on phrases that they were not learned from")
    record ToneAccuracyJson(
            @Describe("What a tone means here, and what it must not be read as")
            LocalText means,

            int phrases,

            @Describe("Share told right") double accuracy,
            @Describe("Lower end of its 95 % interval") double low,
            @Describe("Upper end of its 95 % interval") double high,
            @Describe("Mean of the tones' F1") double macroF1,
            List<ToneProof.OfTone> tones) {}

    @Override
    public List<Route> routes() {
        return List.of(
                scope.filtered(
                                "tones",
                                "listInsightTones",
                                "How words sound, by area",
                                "Of requests received in the period, and of remarks at the callbacks of the period."
                                        + " /insights/tone-accuracy says how far it is to be believed.")
                        .takes(LEVEL)
                        .page(ToneJson.class, "Areas with requests, the most negative first", this::tones),
                scope.route("tone-accuracy", "getInsightToneAccuracy", "How often a tone is told right", "")
                        .json(ToneAccuracyJson.class, "The accuracy", this::accuracy));
    }

    private ToneAccuracyJson accuracy(Exchange exchange) {
        ToneProof measured = proof.get();
        return new ToneAccuracyJson(
                MEANS,
                measured.phrases(),
                measured.accuracy(),
                measured.low(),
                measured.high(),
                measured.macroF1(),
                measured.tones());
    }

    private Page<ToneJson> tones(Exchange exchange) {
        String level = exchange.get(LEVEL);
        int rank = scope.rank(level, "level");
        InsightPeriod period = scope.period(exchange);
        InsightFilter filter = scope.filter(exchange);
        Map<String, Map<String, Long>> said = byArea(detail.tones(rank, period, filter));
        Map<String, Map<String, Long>> remarks = byArea(detail.remarks(rank, period, filter));
        remarks.values().forEach(each -> each.remove(""));
        remarks.values().removeIf(Map::isEmpty);
        remarks.keySet().forEach(area -> said.putIfAbsent(area, Map.of()));
        return Page.whole(said.entrySet().stream()
                .map(entry -> json(
                        level, rank, entry.getKey(), entry.getValue(), remarks.getOrDefault(entry.getKey(), Map.of())))
                .sorted((one, other) -> Double.compare(share(other), share(one)))
                .toList());
    }

    private static Map<String, Map<String, Long>> byArea(List<Sounds> sounds) {
        Map<String, Map<String, Long>> byArea = new HashMap<>();
        sounds.forEach(each ->
                byArea.computeIfAbsent(each.area(), area -> new HashMap<>()).put(each.tone(), each.n()));
        return byArea;
    }

    private static double share(ToneJson row) {
        Double share = row.negativeShare();
        return share == null ? -1 : share;
    }

    private ToneJson json(String level, int rank, String code, Map<String, Long> said, Map<String, Long> remarks) {
        AreaDirectory directory = ground.areas().current().snapshot().directory();
        OptionalInt at = directory.findByCode(rank, code);
        long negative = said.getOrDefault("negative", 0L);
        long neutral = said.getOrDefault("neutral", 0L);
        long positive = said.getOrDefault("positive", 0L);
        long n = negative + neutral + positive;
        return new ToneJson(
                level,
                code,
                at.isPresent() ? directory.name(at.getAsInt()) : LocalText.of("und", code),
                n,
                negative,
                neutral,
                positive,
                said.getOrDefault("", 0L),
                n == 0 ? null : negative / (double) n,
                n == 0 ? null : positive / (double) n,
                remarks.values().stream().mapToLong(Long::longValue).sum(),
                remarks.getOrDefault("negative", 0L),
                remarks.getOrDefault("positive", 0L));
    }
}
