package org.servicemap.requests;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.requests.history.CanonicalJson;
import org.servicemap.requests.history.Commitment;
import org.servicemap.text.LocalText;
import org.servicemap.units.CategoryAttribute;

/**
 * What was answered to the questions of a request's category: words of a person, so the history only commits to them, all in one
 * value.
 */
final class FiledAnswers {
    /** The name under which the first event commits to them. */
    static final String NAME = "attributes";

    private FiledAnswers() {}

    @Describe("What was answered to a question of the category")
    record AnswerJson(
            @Describe("Code of the attribute") String code,
            LocalText question,

            @Describe("What was chosen or written") List<LocalText> answers) {}

    static String text(Map<String, List<String>> answers) {
        return new String(CanonicalJson.bytes(new TreeMap<>(answers)), StandardCharsets.UTF_8);
    }

    /** As they are shown: in the order of the questions, what the city no longer asks last, by its code. */
    static List<AnswerJson> shown(@Nullable Commitment value, List<CategoryAttribute> questions) {
        Map<String, @Nullable Object> left = new LinkedHashMap<>();
        if (value != null) {
            left.putAll(CanonicalJson.read(value.value().getBytes(StandardCharsets.UTF_8)));
        }
        List<AnswerJson> shown = new java.util.ArrayList<>();
        for (CategoryAttribute question : questions) {
            if (left.remove(question.code()) instanceof List<?> answers) {
                shown.add(new AnswerJson(
                        question.code(),
                        question.question(),
                        answers.stream()
                                .map(answer -> question.nameOf(String.valueOf(answer)))
                                .toList()));
            }
        }
        left.forEach((code, answers) -> shown.add(new AnswerJson(code, LocalText.of("und", code), plain(answers))));
        return shown;
    }

    private static List<LocalText> plain(@Nullable Object answers) {
        return answers instanceof List<?> list
                ? list.stream()
                        .map(answer -> LocalText.of("und", String.valueOf(answer)))
                        .toList()
                : List.of();
    }
}
