package org.servicemap.insights.briefs;

import java.util.Map;
import org.servicemap.text.LocalText;

/** The words of spreadsheets and messages; the page has its own. */
final class BriefWords {
    private static final Map<String, LocalText> WORDS = Map.ofEntries(
            word("daily", "日报", "Daily report"),
            word("weekly", "周报", "Weekly report"),
            word("monthly", "月报", "Monthly report"),
            word("annual", "年报", "Annual report"),
            word("received", "受理量", "Received"),
            word("ended", "办结量", "Ended"),
            word("open", "期末在办量", "Open at the end"),
            word("overdue", "超期量（期间受理）", "Overdue, of those received"),
            word("called_back", "有效回访量", "Valid callbacks"),
            word("disputed", "权属异议次数", "Disputes"),
            word("summary", "总览", "Summary"),
            word("categories", "高频类别", "Categories"),
            word("risers", "上升类别", "Rising categories"),
            word("series", "时间分布", "Over time"),
            word("areas", "区域", "Areas"),
            word("units", "单位", "Units"),
            word("spots", "热点", "Hot spots"),
            word("longest", "久未办结", "Longest open"),
            word("disputes", "权属异议", "Disputes by unit and category"),
            word("n", "本期", "This period"),
            word("before", "上期", "Period before"),
            word("year_before", "去年同期", "Year before"),
            word("name", "名称", "Name"),
            word("code", "代码", "Code"),
            word("kind", "类型", "Kind"),
            word("valid", "有效回访", "Valid callbacks"),
            word("response", "响应率", "Response rate"),
            word("resolution", "解决率", "Resolution rate"),
            word("satisfaction", "满意率", "Satisfaction rate"),
            word("score", "综合得分", "Score"),
            word("low", "95% 区间下限", "95 % interval from"),
            word("high", "95% 区间上限", "to"),
            word("place", "名次", "Place"),
            word("among", "参评数", "Of"),
            word("until", "截至", "Until"),
            word("days", "天数", "Days"),
            word("radius", "半径（米）", "Radius (m)"),
            word("observed", "实际", "Observed"),
            word("expected", "预期", "Expected"),
            word("p", "p 值", "p"),
            word("where", "位置", "Where"),
            word("category", "类别", "Category"),
            word("number", "编号", "Number"),
            word("received_on", "受理日", "Received on"),
            word("unit", "承办单位", "Unit"),
            word("area", "区域", "Area"),
            word("due_on", "时限", "Due on"),
            word("subject", "对象", "Subject"),
            word("period", "期间", "Period"),
            word("as_of", "数据截至", "Facts as of"),
            word("edition", "版次", "Edition"),
            word("hash", "校验值（SHA-256）", "SHA-256"),
            word("measure", "指标", "Measure"));

    private BriefWords() {}

    private static Map.Entry<String, LocalText> word(String key, String chinese, String english) {
        return Map.entry(key, LocalText.of("zh", chinese, "en", english));
    }

    static LocalText of(String key) {
        return WORDS.getOrDefault(key, LocalText.of("und", key));
    }

    static LocalText kind(BriefKind kind) {
        return of(kind.key());
    }

    /** {@code 2026-03-01}, or first and last day. */
    static String period(BriefPeriod period) {
        return period.from().equals(period.to()) ? period.from().toString() : period.from() + " – " + period.to();
    }
}
