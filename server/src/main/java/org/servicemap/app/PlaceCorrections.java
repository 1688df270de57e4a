package org.servicemap.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.places.Corrections;
import org.servicemap.places.Place;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.Contact;
import org.servicemap.requests.Filing;
import org.servicemap.requests.Where;

/**
 * Corrections of places as requests: under the category and kind that the pack's process names ({@code place_corrections}); a
 * dispatcher finds them where it names none.
 */
final class PlaceCorrections implements Corrections {
    private static final String CHANNEL = "web";
    private static final int ADDRESS = 400;

    private final Core core;
    private final CityRequests requests;

    PlaceCorrections(Core core, CityRequests requests) {
        this.core = core;
        this.requests = requests;
    }

    @Override
    public Corrections.Filed file(Correction correction) {
        City city = core.city();
        Place place = correction.place();
        String language = correction.language() == null ? city.defaultLanguage() : correction.language();
        org.servicemap.requests.Filed filed = requests.fileAsCitizen(new Filing(
                CHANNEL,
                null,
                null,
                setting(city, "kind"),
                setting(city, "category"),
                null,
                text(correction, language),
                where(place, city),
                Map.of(),
                contact(correction),
                language,
                List.of(),
                correction.account()));
        return new Corrections.Filed(filed.number(), filed.queryCode());
    }

    private static @Nullable String setting(City city, String key) {
        return city.process().get("place_corrections") instanceof Map<?, ?> block && block.get(key) != null
                ? String.valueOf(block.get(key))
                : null;
    }

    private static String text(Correction correction, String language) {
        Place place = correction.place();
        String head = language.startsWith("zh") ? "服务地图信息有误：" : "Entry of the service map is wrong: ";
        return head + place.name().in(language, "zh") + " [" + place.code() + "]\n" + correction.text();
    }

    private static Where where(Place place, City city) {
        String address = place.address().in(city.defaultLanguage(), "zh");
        return new Where(
                Where.Kind.PIN,
                place.point().lon(),
                place.point().lat(),
                null,
                null,
                null,
                null,
                address.length() > ADDRESS ? address.substring(0, ADDRESS) : address);
    }

    private static @Nullable Contact contact(Correction correction) {
        return correction.phone() == null && correction.name() == null
                ? null
                : new Contact(false, correction.name(), correction.phone(), null, null);
    }
}
