package org.servicemap.places.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Accessibility;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceMatter;
import org.servicemap.text.LocalText;

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
        FIELDS.put("photo_texts", Place::photoTexts);
        FIELDS.put("source", Place::source);
        FIELDS.put("updated_on", place -> String.valueOf(place.updatedOn()));
    }

    /**
     * One field of a place before and after.
     *
     * @param before as a person reads it; null when there was nothing
     * @param after likewise; null when there will be nothing
     */
    public record Difference(
            String field, @Nullable String before, @Nullable String after) {}

    /** Field by field what will be another than now; all that is said of a new place. */
    List<Difference> against(@Nullable Place now) {
        Place next = place;
        if (next == null) {
            return List.of();
        }
        List<Difference> found = new ArrayList<>();
        FIELDS.forEach((name, field) -> {
            String before = now == null ? null : words(field.apply(now));
            String after = words(field.apply(next));
            if (!Objects.equals(before, after)) {
                found.add(new Difference(name, before, after));
            }
        });
        return found;
    }

    private static @Nullable String words(@Nullable Object value) {
        String text;
        if (value instanceof LocalText names) {
            text = String.join(" / ", names.byTag().values());
        } else if (value instanceof LonLat point) {
            text = point.lon() + ", " + point.lat();
        } else if (value instanceof Collection<?> all) {
            text = all.stream().map(one -> String.valueOf(words(one))).collect(Collectors.joining(", "));
        } else if (value instanceof PlaceMatter matter) {
            text = matter.remark().isEmpty() ? matter.code() : matter.code() + " (" + words(matter.remark()) + ")";
        } else if (value instanceof Accessibility fact) {
            text = fact.word();
        } else {
            text = String.valueOf(value);
        }
        return text.isEmpty() || text.equals("null") ? null : text;
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
