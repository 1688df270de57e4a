package org.servicemap.places;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Json;
import org.servicemap.places.hours.OpeningTimes;
import org.servicemap.text.LocalText;

/**
 * A place and what can be done there as schema.org's linked data (JSON-LD), for search engines and maps.
 *
 * @param url the page's address
 * @param text picks a text's language
 */
record LinkedData(String url, String origin, Function<LocalText, String> text) {

    /** @param times null when the hours are unknown */
    byte[] of(PlaceItems.PlaceJson all, List<String> charges, @Nullable OpeningTimes times, Instant now) {
        List<Map<String, Object>> graph = new ArrayList<>();
        graph.add(place(all, charges, times, now));
        all.matters().forEach(matter -> graph.add(service(matter.matter(), charges)));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("@context", "https://schema.org");
        root.put("@graph", graph);
        return Json.bytes(root);
    }

    private Map<String, Object> place(
            PlaceItems.PlaceJson all, List<String> charges, @Nullable OpeningTimes times, Instant now) {
        PlaceItems.PlaceItemJson item = all.place();
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("@type", isOffice(all) ? "GovernmentOffice" : "Place");
        place.put("@id", url + "#place");
        place.put("identifier", item.code());
        place.put("name", text.apply(item.name()));
        put(place, "alternateName", text.apply(all.aliases()));
        put(place, "address", text.apply(item.address()));
        put(place, "telephone", item.phones());
        place.put("url", url);
        put(place, "sameAs", all.website());
        place.put("geo", geo(item));
        place.put("hasMap", origin + "/?place=" + item.code());
        if (times != null) {
            LocalDate today = LocalDate.ofInstant(now, times.zone());
            put(place, "openingHoursSpecification", new OpeningSpecs(times, today).all());
        }
        if (isOffice(all)) {
            put(place, "areaServed", areas(charges));
        }
        put(
                place,
                "amenityFeature",
                item.accessibility().stream().map(LinkedData::amenity).toList());
        put(
                place,
                "image",
                IntStream.range(0, all.photos().size())
                        .mapToObj(i -> image(all, i))
                        .toList());
        return place;
    }

    /** An address, or with it what the picture shows. */
    private Object image(PlaceItems.PlaceJson all, int photo) {
        String url = origin + PhotoRoutes.path(all.place().code(), all.photos().get(photo));
        String shows =
                photo < all.photoTexts().size() ? text.apply(all.photoTexts().get(photo)) : "";
        return shows.isEmpty() ? url : Map.of("@type", "ImageObject", "contentUrl", url, "caption", shows);
    }

    /** Run by a unit, or in charge of something. */
    private static boolean isOffice(PlaceItems.PlaceJson all) {
        return all.unit() != null || !all.inCharge().isEmpty();
    }

    private static Map<String, Object> geo(PlaceItems.PlaceItemJson item) {
        return Map.of("@type", "GeoCoordinates", "longitude", item.lon(), "latitude", item.lat());
    }

    private static List<Map<String, Object>> areas(List<String> names) {
        return names.stream()
                .map(name -> Map.<String, Object>of("@type", "AdministrativeArea", "name", name))
                .toList();
    }

    private static Map<String, Object> amenity(String word) {
        return Map.of("@type", "LocationFeatureSpecification", "name", word, "value", true);
    }

    private Map<String, Object> service(MatterRoutes.ServiceMatterJson matter, List<String> charges) {
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("@type", "GovernmentService");
        service.put("identifier", matter.code());
        service.put("name", text.apply(matter.name()));
        put(service, "url", matter.link());
        put(service, "areaServed", areas(charges));
        service.put(
                "availableChannel",
                Map.of("@type", "ServiceChannel", "serviceLocation", Map.of("@id", url + "#place")));
        return service;
    }

    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        boolean empty = value == null || value.equals("") || value instanceof List<?> list && list.isEmpty();
        if (!empty) {
            object.put(name, value);
        }
    }
}
