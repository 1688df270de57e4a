package org.servicemap.places;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Makes a place of a row, or says with which of its fields something is wrong. */
public final class PlaceReader {
    private final Row row;

    private PlaceReader(Row row) {
        this.row = row;
    }

    /** Nothing when the row has faults. */
    public static Optional<Place> read(Row row) {
        int before = row.faults().size();
        Place place = new PlaceReader(row).place();
        return place == null || row.faults().size() > before ? Optional.empty() : Optional.of(place);
    }

    private @Nullable Place place() {
        LonLat point = point();
        String code = row.need("code");
        String category = row.need("category");
        List<Accessibility> accessibility = accessibility();
        List<Charge> charges = charges();
        boolean appointments = yes("appointments");
        List<String> photos = photos();
        LocalDate day = day();
        if (!isSound() || point == null || code.isEmpty() || category.isEmpty()) {
            return null;
        }
        try {
            return new Place(
                    code,
                    row.text("name"),
                    row.text("aliases"),
                    category,
                    point,
                    row.text("address"),
                    phones(),
                    row.get("hours", ""),
                    row.find("zone"),
                    accessibility,
                    charges,
                    row.find("unit"),
                    matters(),
                    appointments,
                    row.find("website"),
                    photos,
                    photoTexts(),
                    row.get("source", ""),
                    day);
        } catch (PlaceException e) {
            row.fault(e, "code");
            return null;
        }
    }

    /** Says of each field by itself what is wrong, so that a row need not be mended fault by fault. */
    private boolean isSound() {
        int before = row.faults().size();
        check("name", () -> Checks.text("name", row.text("name"), true));
        check("aliases", () -> Checks.text("aliases", row.text("aliases"), false));
        check("address", () -> Checks.text("address", row.text("address"), false));
        check("phone", () -> phones().forEach(Checks::phone));
        check("hours", () -> Place.requireHours(row.get("hours", "")));
        check("zone", () -> Place.requireZone(row.find("zone")));
        check("website", () -> Checks.link("website", row.find("website")));
        check("source", () -> Checks.text("source", row.get("source", "")));
        return row.faults().size() == before;
    }

    private void check(String field, Runnable check) {
        try {
            check.run();
        } catch (PlaceException e) {
            row.fault(e, field);
        }
    }

    private List<String> phones() {
        return row.list("phone", "[;；、/]");
    }

    /** Ids as an export has them; what is uploaded comes by the editor. */
    private List<String> photos() {
        List<String> photos = row.list("photos", "\\s+");
        photos.stream()
                .filter(photo -> !photo.matches("\\d{1,18}"))
                .forEach(photo ->
                        row.fault("photos", "unknown_photo", photo + " 不是照片编号", "«" + photo + "» is no id of a photo"));
        return photos;
    }

    /** {@code first|second} for each language, in the order of the photos. */
    private List<LocalText> photoTexts() {
        List<Map<String, String>> texts = new ArrayList<>();
        row.text("photo_texts").byTag().forEach((tag, all) -> {
            String[] each = all.split("\\|", -1);
            for (int i = 0; i < each.length; i++) {
                if (texts.size() <= i) {
                    texts.add(new TreeMap<>());
                }
                if (!each[i].isBlank()) {
                    texts.get(i).put(tag, each[i].strip());
                }
            }
        });
        return texts.stream().map(LocalText::new).toList();
    }

    private @Nullable LonLat point() {
        Double lon = degrees("lon");
        Double lat = degrees("lat");
        try {
            return lon == null || lat == null ? null : new LonLat(lon, lat);
        } catch (GeoException e) {
            row.fault("lon", "bad_coordinates", "坐标超出范围：" + lon + ", " + lat, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable Double degrees(String column) {
        String text = row.need(column);
        try {
            return text.isEmpty() ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            row.fault(column, "bad_coordinates", text + " 不是数字", "«" + text + "» is no number");
            return null;
        }
    }

    private List<Accessibility> accessibility() {
        List<Accessibility> facts = new ArrayList<>();
        for (String word : row.list("accessibility", "[\\s;,]+")) {
            Accessibility.find(word)
                    .ifPresentOrElse(
                            facts::add,
                            () -> row.fault(
                                    "accessibility",
                                    "unknown_fact",
                                    word + " 应为 " + String.join("、", Accessibility.words()),
                                    "«" + word + "» is none of " + String.join(", ", Accessibility.words())));
        }
        return facts;
    }

    private List<Charge> charges() {
        List<Charge> charges = new ArrayList<>();
        for (String text : row.list("in_charge", "[\\s;]+")) {
            Charge.find(text)
                    .ifPresentOrElse(
                            charges::add,
                            () -> row.fault(
                                    "in_charge",
                                    "bad_in_charge",
                                    text + " 应写作 层级:代码 或 overlay:图层:代码",
                                    "«" + text + "» is not level:code or overlay:layer:code"));
        }
        return charges;
    }

    private List<PlaceMatter> matters() {
        Map<String, Map<String, String>> remarks = new TreeMap<>();
        row.text("remarks").byTag().forEach((tag, all) -> {
            for (String each : all.split("\\|")) {
                int sign = each.indexOf('=');
                if (sign > 0) {
                    remarks.computeIfAbsent(each.substring(0, sign).strip(), key -> new TreeMap<>())
                            .put(tag, each.substring(sign + 1));
                }
            }
        });
        return row.list("matters", "[\\s;]+").stream()
                .map(code -> new PlaceMatter(code, new LocalText(remarks.getOrDefault(code, Map.of()))))
                .toList();
    }

    private boolean yes(String column) {
        String text = row.get(column, "no");
        if (!text.matches("(?i)yes|no|true|false|1|0|是|否")) {
            row.fault(column, "bad_" + column, column + " 应为 yes 或 no", "is yes or no, not «" + text + "»");
        }
        return text.matches("(?i)yes|true|1|是");
    }

    private @Nullable LocalDate day() {
        String text = row.find("updated_on");
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            row.fault("updated_on", "bad_date", text + " 应写作 2026-01-31", "a day is written 2026-01-31");
            return null;
        }
    }
}
