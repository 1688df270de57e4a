package org.servicemap.appointments;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who comes.
 *
 * @param phone normalised
 * @param language tag in which messages are written
 */
record Contact(String name, String phone, @Nullable String email, String language) {
    Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        map.put("name", name);
        map.put("phone", phone);
        map.put("language", language);
        if (email != null) {
            map.put("email", email);
        }
        return map;
    }

    static Contact of(Map<String, String> map) {
        return new Contact(
                map.getOrDefault("name", ""),
                map.getOrDefault("phone", ""),
                map.get("email"),
                map.getOrDefault("language", ""));
    }

    /** Shows nothing of a person. */
    @Override
    public String toString() {
        return "****";
    }
}
