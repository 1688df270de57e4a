package org.servicemap.insights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.servicemap.text.LocalText;

/**
 * What is measured. Cohort measures look at the requests that were received in the period, whatever became of them since; flow
 * measures look at what happened in the period, whenever the request was received. Each is a count, or a share of a count.
 */
public enum Measure {
    RECEIVED(Basis.COHORT, "r.received_day", null, "Requests received in the period.", "期间内接收的诉求。"),
    OVERDUE(
            Basis.COHORT,
            "r.received_day",
            "r.overdue",
            "Of the requests received in the period, the share that was not handled in time, as of now.",
            "期间内接收的诉求中，截至目前未按时办理的比例。"),
    REWORKED(
            Basis.COHORT,
            "r.received_day",
            "r.rework_count > 0",
            "Of the requests received in the period, the share that was sent back to be done again, as of now.",
            "期间内接收的诉求中，截至目前被退回重办的比例。"),
    NEGATIVE_TONE(
            Basis.COHORT,
            "r.received_day",
            "r.tone = 'negative'",
            "Of the requests received in the period whose words were read, the share that sounds annoyed, disappointed or distressed, as a"
                    + " program tells it: right for most texts, wrong for some.",
            "期间内接收且文字已判读的诉求中，语气不满、失望或焦急的比例；由程序判断，多数正确，也有差错。"),
    POSITIVE_TONE(
            Basis.COHORT,
            "r.received_day",
            "r.tone = 'positive'",
            "Of the requests received in the period whose words were read, the share that sounds thankful or praises, as a"
                    + " program tells it: right for most texts, wrong for some.",
            "期间内接收且文字已判读的诉求中，语气感谢或赞扬的比例；由程序判断，多数正确，也有差错。"),
    ENDED(Basis.FLOW, "r.ended_day", null, "Requests that ended in the period.", "期间内办结的诉求。"),
    CALLED_BACK(
            Basis.FLOW, "r.called_back_day", null, "Callbacks of the period that count for the rates.", "期间内计入三率的回访。"),
    RESPONSE(
            Basis.FLOW,
            "r.called_back_day",
            "r.contacted",
            "Of the callbacks of the period, the share that says it was contacted.",
            "期间内的回访中，表示已被联系的比例。"),
    RESOLUTION(
            Basis.FLOW,
            "r.called_back_day",
            "r.solved",
            "Of the callbacks of the period, the share that says it was solved.",
            "期间内的回访中，表示问题已解决的比例。"),
    SATISFACTION(
            Basis.FLOW,
            "r.called_back_day",
            "r.satisfaction IN ('satisfied', 'basically_satisfied')",
            "Of the callbacks of the period, the share that is satisfied or basically satisfied.",
            "期间内的回访中，满意或基本满意的比例。"),
    DISPUTED(
            Basis.FLOW,
            "r.disputed_day",
            null,
            "Times in the period that a unit said that a request is not its duty.",
            "期间内承办单位提出权属异议的次数。");

    /** Which requests a measure looks at. */
    public enum Basis {
        /** Those received in the period. */
        COHORT,
        /** Those to which it happened in the period. */
        FLOW
    }

    private static final String REQUESTS = "request_facts r";
    /** All columns of the request too. */
    private static final String DISPUTES = "dispute_facts r";

    private final Basis basis;
    private final String day;
    private final String hit;
    private final boolean share;
    private final LocalText definition;

    Measure(Basis basis, String day, @org.jspecify.annotations.Nullable String hit, String english, String chinese) {
        this.basis = basis;
        this.day = day;
        this.share = hit != null;
        this.hit = hit == null ? "true" : hit;
        this.definition = LocalText.of("en", english, "zh", chinese);
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Measure::key).toList();
    }

    static Measure of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    public Basis basis() {
        return basis;
    }

    /** Whether the value is a share of what is counted, else the count. */
    public boolean isShare() {
        return share;
    }

    public LocalText definition() {
        return definition;
    }

    /** SQL: the day by which it belongs to a period. */
    String day() {
        return day;
    }

    /** SQL: what of the counted has the quality. */
    String hit() {
        return hit;
    }

    String from() {
        return this == DISPUTED ? DISPUTES : REQUESTS;
    }

    /** As the rates count: callbacks that count for no unit are left out. Of tones: words that were not read, or are there no more. */
    String condition() {
        if (this == NEGATIVE_TONE || this == POSITIVE_TONE) {
            return " AND r.tone IS NOT NULL";
        }
        return day.equals("r.called_back_day") ? " AND r.called_back_for IS NOT NULL" : "";
    }
}
