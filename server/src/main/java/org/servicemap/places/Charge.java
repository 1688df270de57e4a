package org.servicemap.places;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * An area or an overlay's feature that a place is in charge of. Written {@code subdistrict:110101001} or {@code
 * overlay:police_precinct:PP-7}.
 *
 * @param overlay whether {@code layer} is an overlay, else a level
 * @param layer id of the level or overlay
 * @param code of the area or feature
 */
public record Charge(boolean overlay, String layer, String code) {
    private static final String OVERLAY = "overlay:";

    public static Charge area(String level, String code) {
        return new Charge(false, level, code);
    }

    public static Charge overlay(String layer, String feature) {
        return new Charge(true, layer, feature);
    }

    /** Nothing when it is not of the form above. */
    public static Optional<Charge> find(String text) {
        boolean overlay = text.startsWith(OVERLAY);
        String[] parts = text.substring(overlay ? OVERLAY.length() : 0).split(":", 2);
        return parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank()
                ? Optional.of(new Charge(overlay, parts[0], parts[1]))
                : Optional.empty();
    }

    @JsonCreator
    static Charge of(String text) {
        return find(text)
                .orElseThrow(() ->
                        PlaceException.field("in_charge", "«" + text + "» is not level:code or overlay:layer:code"));
    }

    @JsonValue
    @Override
    public String toString() {
        return (overlay ? OVERLAY : "") + layer + ":" + code;
    }
}
