package org.servicemap.places;

/** The JSON in which places are kept in the database. */
public final class StoredPlaces {
    private StoredPlaces() {}

    public static String json(Place place) {
        return PlaceJson.write(place);
    }

    public static Place place(String json) {
        return PlaceJson.read(json, Place.class);
    }
}
