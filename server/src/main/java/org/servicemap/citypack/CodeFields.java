package org.servicemap.citypack;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a layer make a code: one, or several whose values are joined (a ward's number and a precinct's within it).
 *
 * @param names empty where the pack names none
 * @param separator between values
 */
record CodeFields(List<String> names, String separator) {
    /** In place of a field name: the feature's position in the file is its code. */
    static final String BY_NUMBER = "#";

    private static final String USUAL = "-";

    CodeFields {
        names = List.copyOf(names);
    }

    /**
     * @param value as the pack has it: nothing, a name or a list of names
     * @param key of it in {@code pack.yml}
     */
    static CodeFields of(@Nullable Object value, @Nullable String separator, String key) {
        List<String> names = names(value, key);
        if (names.size() > 1 && names.contains(BY_NUMBER)) {
            throw CityPack.fault(key, "\"#\" numbers the features: it stands alone");
        }
        if (names.stream().distinct().count() < names.size() || names.stream().anyMatch(String::isBlank)) {
            throw CityPack.fault(key, "each field once, and none without a name");
        }
        return new CodeFields(names, separator == null ? USUAL : separator);
    }

    private static List<String> names(@Nullable Object value, String key) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(CodeFields::isName)) {
            return list.stream().map(String::valueOf).toList();
        }
        if (isName(value)) {
            return List.of(String.valueOf(value));
        }
        throw CityPack.fault(key, "a field name, or a list of them whose values make the code together");
    }

    private static boolean isName(@Nullable Object value) {
        return value instanceof String || value instanceof Number;
    }

    boolean byNumber() {
        return names.contains(BY_NUMBER);
    }

    /** Names of fields that the layer must have. */
    List<String> wanted() {
        return byNumber() ? List.of() : names;
    }

    /** The code; null where one of its values is missing, since what is left would be another's. */
    @Nullable
    String of(UnaryOperator<@Nullable String> values) {
        StringJoiner code = new StringJoiner(separator);
        for (String name : names) {
            String value = values.apply(name);
            if (value == null) {
                return null;
            }
            code.add(value);
        }
        return names.isEmpty() ? null : code.toString();
    }
}
