package org.servicemap.areas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

/** A number to call when somebody is in danger, from the pack's {@code process.emergency_numbers}. */
@Describe("A number to call when somebody is in danger")
public record EmergencyNumber(String number, LocalText name) {
    public EmergencyNumber {
        if (!number.matches("[0-9+*#-]{2,20}")) {
            throw new IllegalArgumentException(
                    "process.emergency_numbers: a number is 2 to 20 digits, not \"" + number + '"');
        }
    }

    /** In the pack's order; none when it names none. An entry that cannot be read is an IllegalArgumentException. */
    public static List<EmergencyNumber> of(Map<String, ?> process) {
        List<EmergencyNumber> numbers = new ArrayList<>();
        if (process.get("emergency_numbers") instanceof List<?> entries) {
            entries.forEach(entry -> numbers.add(read(entry)));
        }
        return List.copyOf(numbers);
    }

    private static EmergencyNumber read(Object entry) {
        if (!(entry instanceof Map<?, ?> map) || !(map.get("name") instanceof Map<?, ?> names)) {
            throw new IllegalArgumentException("process.emergency_numbers: each entry has a number and a name");
        }
        Map<String, String> byTag = new LinkedHashMap<>();
        names.forEach((tag, name) -> byTag.put(String.valueOf(tag), String.valueOf(name)));
        return new EmergencyNumber(String.valueOf(map.get("number")), new LocalText(byTag));
    }
}
