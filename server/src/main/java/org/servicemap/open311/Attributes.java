package org.servicemap.open311;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.units.CategoryAttribute;

/**
 * What GeoReport says and takes of a service's attributes. Answers come as {@code attribute[CODE]=v}; several as
 * {@code attribute[CODE][]=v}, {@code attribute[CODE][0]=v}, or repeated: all three are taken.
 *
 * @param questions of the city's pack
 * @param needsContact whether nobody may file under it anonymously
 */
record Attributes(List<CategoryAttribute> questions, boolean needsContact, String language) {
    Attributes {
        needsContact = needsContact && !ContactQuestion.isAskedOtherwise(questions);
    }

    /** Whether nothing is asked. */
    boolean isEmpty() {
        return questions.isEmpty() && !needsContact;
    }

    Document definition(String service) {
        List<Map<String, Object>> attributes = new ArrayList<>();
        for (CategoryAttribute question : questions) {
            attributes.add(fields(question, attributes.size() + 1));
        }
        if (needsContact) {
            attributes.add(fields(ContactQuestion.QUESTION, attributes.size() + 1));
        }
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("service_code", service);
        definition.put("attributes", new Document.Items("attribute", attributes));
        return new Document("service_definition", definition);
    }

    private Map<String, Object> fields(CategoryAttribute question, int order) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("variable", question.variable());
        fields.put("code", question.code());
        fields.put("datatype", question.datatype().key());
        fields.put("required", question.required());
        fields.put("datatype_description", question.hint().in(language, "en"));
        fields.put("order", order);
        fields.put("description", question.question().in(language, "en"));
        if (question.datatype().isList()) {
            fields.put(
                    "values",
                    new Document.Items(
                            "value", question.values().stream().map(this::value).toList()));
        }
        return fields;
    }

    private Map<String, Object> value(CategoryAttribute.Choice choice) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("key", choice.key());
        value.put("name", choice.name().in(language, "en"));
        return value;
    }

    /** The answers by code; a required one that is missing, or one that does not fit, is a bad argument that names it. */
    Map<String, List<String>> answers(Map<String, List<String>> arguments) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (CategoryAttribute question : questions) {
            List<String> given = question.variable() ? given(arguments, question.code()) : List.of();
            check(question, given);
            if (!given.isEmpty()) {
                answers.put(question.code(), given);
            }
        }
        return answers;
    }

    private static void check(CategoryAttribute question, List<String> given) {
        String name = "attribute[" + question.code() + "]";
        if (given.isEmpty()) {
            if (question.required()) {
                throw Open311Errors.BAD_ARGUMENT.problem(name + " was not provided", name);
            }
            return;
        }
        question.fault(given).ifPresent(expected -> {
            throw Open311Errors.BAD_ARGUMENT.problem(name + " must be " + expected, name);
        });
    }

    /** What was said under a code, in any of the three forms. */
    static List<String> given(Map<String, List<String>> arguments, String code) {
        String name = "attribute[" + code + "]";
        return arguments.entrySet().stream()
                .filter(argument -> argument.getKey().startsWith(name)
                        && argument.getKey().substring(name.length()).matches("(\\[\\d{0,4}])?"))
                .flatMap(argument -> argument.getValue().stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
