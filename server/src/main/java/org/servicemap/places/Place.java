package org.servicemap.places;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.places.hours.HoursException;
import org.servicemap.places.hours.OpeningHours;
import org.servicemap.text.LocalText;

/**
 * A place that citizens go to, as it is published or drafted. Values are checked one by one; whether codes exist is checked
 * by {@link PlaceReferences}.
 *
 * @param code stable and unique in the city
 * @param aliases other names, several parted by semicolons
 * @param category code of its category
 * @param point WGS 84
 * @param phones as people dial them
 * @param hours as {@link OpeningHours} are written; empty when unknown
 * @param zone of the place's clocks where it is not the city's
 * @param charges what it is in charge of
 * @param unit code of the unit that runs it, or null
 * @param matters beside those that its category brings
 * @param appointments whether visits can be booked, free of charge
 * @param website https, or null
 * @param photos keys of attachments
 * @param photoTexts what each photo shows, for those who do not see it: in the order of the photos, empty where nobody said
 * @param source where the facts come from
 * @param updatedOn when they were last checked, or null
 */
public record Place(
        String code,
        LocalText name,
        LocalText aliases,
        String category,
        LonLat point,
        LocalText address,
        List<String> phones,
        String hours,
        @Nullable String zone,
        List<Accessibility> accessibility,
        List<Charge> charges,
        @Nullable String unit,
        List<PlaceMatter> matters,
        boolean appointments,
        @Nullable String website,
        List<String> photos,
        List<LocalText> photoTexts,
        String source,
        @Nullable LocalDate updatedOn) {
    public Place {
        Checks.code("code", code);
        Checks.text("name", name, true);
        Checks.text("aliases", aliases, false);
        Checks.code("category", category);
        Checks.text("address", address, false);
        Checks.link("website", website);
        Checks.text("source", source);
        phones = List.copyOf(phones);
        phones.forEach(Checks::phone);
        hours = hours.isBlank() ? "" : normal(hours);
        requireZone(zone);
        accessibility = accessibility.stream().distinct().sorted().toList();
        charges = List.copyOf(charges);
        matters = List.copyOf(matters);
        matters.forEach(matter -> Checks.text("matters", matter.remark(), false));
        photos = List.copyOf(photos);
        photoTexts = aligned(photos.size(), photoTexts);
        photoTexts.forEach(text -> Checks.text("photo_texts", text, false));
    }

    /** With photos that nobody described. */
    public Place(
            String code,
            LocalText name,
            LocalText aliases,
            String category,
            LonLat point,
            LocalText address,
            List<String> phones,
            String hours,
            @Nullable String zone,
            List<Accessibility> accessibility,
            List<Charge> charges,
            @Nullable String unit,
            List<PlaceMatter> matters,
            boolean appointments,
            @Nullable String website,
            List<String> photos,
            String source,
            @Nullable LocalDate updatedOn) {
        this(
                code,
                name,
                aliases,
                category,
                point,
                address,
                phones,
                hours,
                zone,
                accessibility,
                charges,
                unit,
                matters,
                appointments,
                website,
                photos,
                List.of(),
                source,
                updatedOn);
    }

    /** As many as there are photos, or none when none is described; places that were stored before have none. */
    private static List<LocalText> aligned(int photos, @Nullable List<LocalText> texts) {
        if (texts == null
                || texts.stream().limit(photos).allMatch(text -> text.byTag().isEmpty())) {
            return List.of();
        }
        List<LocalText> all = new ArrayList<>(texts.subList(0, Math.min(photos, texts.size())));
        while (all.size() < photos) {
            all.add(LocalText.EMPTY);
        }
        return List.copyOf(all);
    }

    /** The same, in charge of other areas. */
    Place with(List<Charge> others) {
        return with(others, photos, photoTexts);
    }

    /** The same with other photos. */
    Place withPhotos(List<String> others) {
        return with(charges, others, photoTexts);
    }

    /** The same with these photos in this order: each keeps its words, and those of photos that are gone go. */
    public Place showing(List<String> others) {
        return with(charges, others, others.stream().map(this::textOf).toList());
    }

    private LocalText textOf(String photo) {
        int at = photos.indexOf(photo);
        return at < 0 || at >= photoTexts.size() ? LocalText.EMPTY : photoTexts.get(at);
    }

    private Place with(List<Charge> newCharges, List<String> newPhotos, List<LocalText> newTexts) {
        return new Place(
                code,
                name,
                aliases,
                category,
                point,
                address,
                phones,
                hours,
                zone,
                accessibility,
                newCharges,
                unit,
                matters,
                appointments,
                website,
                newPhotos,
                newTexts,
                source,
                updatedOn);
    }

    private static String normal(String hours) {
        try {
            return OpeningHours.parse(hours).text();
        } catch (HoursException e) {
            throw PlaceException.field("hours", String.valueOf(e.getMessage()));
        }
    }

    static void requireHours(String hours) {
        if (!hours.isBlank()) {
            normal(hours);
        }
    }

    static void requireZone(@Nullable String zone) {
        try {
            if (zone != null) {
                ZoneId.of(zone);
            }
        } catch (DateTimeException e) {
            throw PlaceException.field("zone", "«" + zone + "» is no time zone such as Asia/Shanghai");
        }
    }
}
