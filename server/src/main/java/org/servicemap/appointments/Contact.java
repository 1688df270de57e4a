package org.servicemap.appointments;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who comes.
 *
 * @param phone normalised; of who books, where a relative does
 * @param language tag in which messages are written
 * @param bookedBy name of who books for the visitor; null for who books for themselves, or is booked for by an operator
 */
record Contact(
        String name,
        String phone,
        @Nullable String email,
        String language,
        @Nullable String bookedBy) {
    Contact(String name, String phone, @Nullable String email, String language) {
        this(name, phone, email, language, null);
    }

    Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        map.put("name", name);
        map.put("phone", phone);
        map.put("language", language);
        if (email != null) {
            map.put("email", email);
        }
        if (bookedBy != null) {
            map.put("booked_by", bookedBy);
        }
        return map;
    }

    static Contact of(Map<String, String> map) {
        return new Contact(
                map.getOrDefault("name", ""),
                map.getOrDefault("phone", ""),
                map.get("email"),
                map.getOrDefault("language", ""),
                map.get("booked_by"));
    }

    /** Shows nothing of a person. */
    @Override
    public String toString() {
        return "****";
    }
}
