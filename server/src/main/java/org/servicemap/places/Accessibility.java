package org.servicemap.places;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a place offers to people who cannot use every place. */
public enum Accessibility {
    STEP_FREE,
    LIFT,
    ACCESSIBLE_TOILET,
    ACCESSIBLE_PARKING,
    HEARING_LOOP,
    TACTILE_PAVING,
    SIGN_LANGUAGE,
    WHEELCHAIR;

    /** Its word in files and JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Accessibility> find(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    @JsonCreator
    static Accessibility of(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException("no such fact: " + word));
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Accessibility::word).toList();
    }
}
