package org.servicemap.places.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.places.Place;

/**
 * What an import would do to a place.
 *
 * @param kind {@code new}, {@code changed} or {@code gone}
 * @param place as it will be; null when it is gone
 * @param seen the last version when it was compared; 0 when there never was one
 * @param fields that differ; empty unless changed
 */
public record PlaceChange(
        String kind, String code, @Nullable Place place, int seen, List<String> fields) {
    public static final String NEW = "new";
    public static final String CHANGED = "changed";
    public static final String GONE = "gone";

    private static final Map<String, Function<Place, Object>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("name", Place::name);
        FIELDS.put("aliases", Place::aliases);
        FIELDS.put("category", Place::category);
        FIELDS.put("point", Place::point);
        FIELDS.put("address", Place::address);
        FIELDS.put("phones", Place::phones);
        FIELDS.put("hours", Place::hours);
        FIELDS.put("zone", place -> String.valueOf(place.zone()));
        FIELDS.put("accessibility", Place::accessibility);
        FIELDS.put("in_charge", Place::charges);
        FIELDS.put("unit", place -> String.valueOf(place.unit()));
        FIELDS.put("matters", Place::matters);
        FIELDS.put("appointments", Place::appointments);
        FIELDS.put("website", place -> String.valueOf(place.website()));
        FIELDS.put("photos", Place::photos);
        FIELDS.put("source", Place::source);
        FIELDS.put("updated_on", place -> String.valueOf(place.updatedOn()));
    }

    /** The fields in which two differ. */
    static List<String> differences(Place one, Place other) {
        List<String> fields = new ArrayList<>();
        FIELDS.forEach((name, field) -> {
            if (!field.apply(one).equals(field.apply(other))) {
                fields.add(name);
            }
        });
        return fields;
    }
}
