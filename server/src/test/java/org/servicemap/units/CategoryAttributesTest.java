package org.servicemap.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.servicemap.text.LocalText;

/** What a city asks about its requests: read strictly, inherited down the tree, answered as GeoReport's datatypes say. */
class CategoryAttributesTest {
    private static final CategoryTree TREE = new CategoryTree(List.of(category("A", null), category("A-B", "A")));

    private static Category category(String code, String parent) {
        return new Category(code, parent, LocalText.of("en", code), null, null, Set.of());
    }

    @Test
    void questionsOfTheCategoryAboveComeFirst() {
        CategoryAttributes attributes = CategoryAttributes.of(Map.of(
                "attributes",
                Map.of("A-B", List.of(question("own")), "A", List.of(question("first"), question("next")))));

        attributes.requireKnown(TREE);

        assertThat(attributes.of(TREE, "A-B"))
                .extracting(CategoryAttribute::code)
                .containsExactly("first", "next", "own");
        assertThat(attributes.of(TREE, "A")).extracting(CategoryAttribute::code).containsExactly("first", "next");
        assertThat(CategoryAttributes.of(Map.of()).of(TREE, "A")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            code, has blanks, process.attributes.A
            datatype, integer, process.attributes.A.own.datatype
            required, maybe, process.attributes.A.own.required
            question, What, process.attributes.A.own.question
            unit, degrees, process.attributes.A.own.unit
            values, none, process.attributes.A.own.values
            """)
    void mistakesAreNamed(String key, String value, String named) {
        Map<String, Object> question = question("own");
        question.put(key, value);
        if (key.equals("values")) {
            question.put("datatype", "singlevaluelist");
        }
        assertThatThrownBy(() -> read(question))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(named);
    }

    @Test
    void whatTakesNoAnswerIsNotRequired() {
        Map<String, Object> question = question("own");
        question.put("variable", false);
        question.put("required", true);
        assertThatThrownBy(() -> read(question)).hasMessageContaining("process.attributes.A.own.required");
    }

    @Test
    void categoriesAndCodesAreChecked() {
        CategoryAttributes unknown = CategoryAttributes.of(Map.of("attributes", Map.of("Z", List.of(question("own")))));
        assertThatThrownBy(() -> unknown.requireKnown(TREE)).hasMessageContaining("process.attributes.Z");
        CategoryAttributes twice = CategoryAttributes.of(
                Map.of("attributes", Map.of("A", List.of(question("own")), "A-B", List.of(question("own")))));
        assertThatThrownBy(() -> twice.requireKnown(TREE)).hasMessageContaining("process.attributes.A-B.own");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            string, one line, true
            string, '', false
            number, 16.5, true
            number, -3, true
            number, 1e3, false
            number, NaN, false
            datetime, 2026-01-31T08:00:00Z, true
            datetime, 2026-01-31T08:00:00+08:00, true
            datetime, 2026-01-31, true
            datetime, yesterday, false
            datetime, 2026-02-30, false
            singlevaluelist, x, true
            singlevaluelist, z, false
            multivaluelist, x, true
            multivaluelist, x|y, true
            multivaluelist, x|x, false
            multivaluelist, x|z, false
            singlevaluelist, x|y, false
            number, 1|2, false
            """)
    void answersFitTheDatatype(String datatype, String answers, boolean fits) {
        Map<String, Object> question = question("own");
        question.put("datatype", datatype);
        if (datatype.endsWith("list")) {
            question.put(
                    "values",
                    List.of(
                            Map.of("key", "x", "name", Map.of("en", "X")),
                            Map.of("key", "y", "name", Map.of("en", "Y"))));
        }
        List<String> given = new ArrayList<>(List.of(answers.split("\\|")));
        given.removeIf(String::isEmpty);

        assertThat(read(question).fault(given).isEmpty()).isEqualTo(fits);
    }

    private static CategoryAttribute read(Map<String, Object> question) {
        return CategoryAttributes.of(Map.of("attributes", Map.of("A", List.of(question))))
                .of(TREE, "A")
                .get(0);
    }

    private static Map<String, Object> question(String code) {
        Map<String, Object> question = new HashMap<>();
        question.put("code", code);
        question.put("datatype", "string");
        question.put("question", Map.of("en", "What?"));
        return question;
    }
}
