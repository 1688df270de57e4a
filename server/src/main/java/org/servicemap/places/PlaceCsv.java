package org.servicemap.places;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;
import org.servicemap.units.RowFault;

/**
 * A table of places, one row each: {@code code, name_…, aliases_…, category, lon, lat, address_…, phone, hours, zone,
 * accessibility, in_charge, unit, matters, remarks_…, appointments, website, photos, photo_texts_…, source, updated_on}.
 */
public final class PlaceCsv {
    public static final List<String> NEEDED = List.of("code", "category", "lon", "lat");

    private PlaceCsv() {}

    /**
     * Good rows are added to {@code places}, what is wrong with others to {@code faults}.
     *
     * @param references null when nothing shall be looked up
     */
    public static void read(
            Reader csv, String file, @Nullable PlaceReferences references, List<Place> places, List<RowFault> faults) {
        Set<String> codes = new HashSet<>();
        CsvRows.each(csv, file, NEEDED, faults, row -> {
            PlaceReader.read(row).ifPresent(place -> {
                places.add(place);
                if (references != null) {
                    references.check(row, place);
                }
            });
            String code = row.get("code", "");
            if (!codes.add(code)) {
                row.fault("code", "duplicate_code", code + " 重复", code + " stands twice");
            }
        });
    }

    /** A text that {@link #write} made. */
    static List<Place> read(String csv) {
        List<Place> places = new ArrayList<>();
        List<RowFault> faults = new ArrayList<>();
        read(new StringReader(csv), "places.csv", null, places, faults);
        if (!faults.isEmpty()) {
            throw new PlaceException(faults);
        }
        return places;
    }

    public static String write(List<Place> places, List<String> languages) {
        return header(languages) + rows(places, languages);
    }

    static String header(List<String> languages) {
        return String.join(",", columns(languages)) + "\n";
    }

    static String rows(List<Place> places, List<String> languages) {
        CsvText csv = CsvText.withoutHeader(columns(languages));
        places.forEach(place -> write(csv, place));
        return csv.toString();
    }

    /** A place as a row has it: our columns with their values, in all its languages; what is empty is left out. */
    public static Map<String, String> fields(Place place) {
        CsvText csv = CsvText.withoutHeader(List.of());
        fill(csv, place);
        return csv.row();
    }

    private static List<String> columns(List<String> languages) {
        List<String> columns = new ArrayList<>(List.of("code"));
        perLanguage(columns, "name", languages);
        perLanguage(columns, "aliases", languages);
        columns.addAll(List.of("category", "lon", "lat"));
        perLanguage(columns, "address", languages);
        columns.addAll(List.of("phone", "hours", "zone", "accessibility", "in_charge", "unit", "matters"));
        perLanguage(columns, "remarks", languages);
        columns.addAll(List.of("appointments", "website", "photos"));
        perLanguage(columns, "photo_texts", languages);
        columns.addAll(List.of("source", "updated_on"));
        return columns;
    }

    private static void perLanguage(List<String> columns, String prefix, List<String> languages) {
        languages.forEach(tag -> columns.add(prefix + "_" + tag));
    }

    private static void write(CsvText csv, Place place) {
        fill(csv, place);
        csv.end();
    }

    private static void fill(CsvText csv, Place place) {
        csv.set("code", place.code())
                .set("name", place.name())
                .set("aliases", place.aliases())
                .set("category", place.category())
                .set("lon", String.valueOf(place.point().lon()))
                .set("lat", String.valueOf(place.point().lat()))
                .set("address", place.address())
                .set("phone", String.join(";", place.phones()))
                .set("hours", place.hours())
                .set("zone", place.zone())
                .set("accessibility", join(place.accessibility(), Accessibility::word))
                .set("in_charge", join(place.charges(), Charge::toString))
                .set("unit", place.unit())
                .set("matters", join(place.matters(), PlaceMatter::code))
                .set("remarks", remarks(place.matters()))
                .set("appointments", place.appointments() ? "yes" : "")
                .set("website", place.website())
                .set("photos", String.join(" ", place.photos()))
                .set("photo_texts", photoTexts(place.photoTexts()))
                .set("source", place.source())
                .set(
                        "updated_on",
                        place.updatedOn() == null ? "" : place.updatedOn().toString());
    }

    private static <T> String join(List<T> list, java.util.function.Function<T, String> word) {
        return list.stream().map(word).collect(Collectors.joining(" "));
    }

    /** {@code MATTER=remark|MATTER=remark} for each language. */
    private static LocalText remarks(List<PlaceMatter> matters) {
        java.util.Map<String, String> byTag = new java.util.TreeMap<>();
        for (PlaceMatter matter : matters) {
            matter.remark()
                    .byTag()
                    .forEach((tag, text) -> byTag.merge(tag, matter.code() + "=" + text, (a, b) -> a + "|" + b));
        }
        return new LocalText(byTag);
    }

    /** {@code first|second} for each language, in the order of the photos. */
    private static LocalText photoTexts(List<LocalText> texts) {
        java.util.Map<String, String> byTag = new java.util.TreeMap<>();
        texts.stream()
                .flatMap(text -> text.byTag().keySet().stream())
                .distinct()
                .forEach(tag -> byTag.put(
                        tag,
                        texts.stream()
                                .map(text -> text.byTag().getOrDefault(tag, "").replace('|', '/'))
                                .collect(Collectors.joining("|"))));
        return new LocalText(byTag);
    }
}
