package org.servicemap.routing.rules;

import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * One mistake in a catalogue or its examples.
 *
 * @param code {@code bad_yaml}, {@code unknown_key}, {@code missing_key}, {@code bad_value}, {@code duplicate_rule}, {@code
 *     unknown_condition}, {@code unknown_category}, {@code unknown_unit}, {@code unknown_level}, {@code unknown_area}, {@code
 *     unknown_overlay}, {@code unknown_overlay_feature}, {@code unknown_urgency}, {@code unknown_channel}, {@code
 *     unknown_hotline}, {@code unknown_kind}, {@code unknown_flag}, {@code unknown_diversion}, {@code unknown_role}
 * @param rule id of the rule it stands in, if any
 */
public record Problem(String code, Mark mark, @Nullable String rule, LocalText message) {
    public static Problem of(String code, Mark mark, @Nullable String rule, String zh, String en) {
        return new Problem(code, mark, rule, LocalText.of("zh", zh, "en", en));
    }

    /** {@code line 12, column 5 (rule x): message}, in English. */
    public String line() {
        String where = "line " + mark.line() + ", column " + mark.column();
        return where + (rule == null ? "" : " (rule " + rule + ")") + ": " + message.in("en", "zh");
    }
}
