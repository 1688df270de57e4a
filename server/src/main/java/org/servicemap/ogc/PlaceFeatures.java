package org.servicemap.ogc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.BBox;
import org.servicemap.places.Accessibility;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceCategory;
import org.servicemap.places.PlaceView;
import org.servicemap.text.LocalText;

/** The published places. Their time is the day on which their facts were last checked. */
final class PlaceFeatures implements Features {
    private static final GeometryFactory WGS84 = new GeometryFactory(new PrecisionModel(), 4326);

    private final PlaceView view;
    private final City city;
    private final List<Fact> facts = new ArrayList<>();

    /** A property and how it is read from a place. */
    private record Fact(Property property, Reader reader) {}

    private interface Reader {
        @Nullable
        Object of(Place place, int ordinal);
    }

    private PlaceFeatures(PlaceView view, City city) {
        this.view = view;
        this.city = city;
        text("code", "Code of the place", (place, i) -> place.code());
        texts("name", "Name", Place::name);
        text("category", "Code of its category", (place, i) -> place.category());
        texts("category_name", "Name of its category", this::categoryName);
        texts("address", "Address", Place::address);
        fact("phones", Property.Type.LIST, "Phone numbers", (place, i) -> place.phones());
        text("hours", "Opening hours", (place, i) -> blankToNull(place.hours()));
        fact(
                "accessibility",
                Property.Type.LIST,
                "Accessibility facts",
                (place, i) ->
                        place.accessibility().stream().map(Accessibility::word).toList());
        fact("appointments", Property.Type.BOOLEAN, "Whether visits can be booked", (p, i) -> p.appointments());
        text("unit", "Code of the unit that runs it", (place, i) -> place.unit());
        text("website", "Website", (place, i) -> place.website());
        for (Level level : view.areas().levels()) {
            text(level.id(), "Code of the area that it lies in, of level " + level.id(), (p, i) -> area(i, level));
        }
        text("source", "Where the facts come from", (place, i) -> blankToNull(place.source()));
        fact("updated_on", Property.Type.DATE, "When they were last checked", (place, i) -> place.updatedOn());
    }

    static Layer layer(PlaceView view, City city) {
        PlaceFeatures features = new PlaceFeatures(view, city);
        return Layer.of(
                "places",
                LocalText.of("en", "Places", "zh", "服务点位"),
                LocalText.of("en", "Every published place of the service map.", "zh", "服务地图上已发布的全部点位。"),
                features.facts.stream().map(Fact::property).toList(),
                features,
                view.set().stamp() + "-" + view.areas().id());
    }

    private void fact(String name, Property.Type type, String description, Reader reader) {
        facts.add(new Fact(new Property(name, type, description), reader));
    }

    private void text(String name, String description, Reader reader) {
        fact(name, Property.Type.STRING, description, reader);
    }

    private void texts(String name, String what, Function<Place, LocalText> reader) {
        List<Property> properties = Names.properties(name, what, city);
        for (int i = 0; i < properties.size(); i++) {
            int number = i;
            facts.add(new Fact(properties.get(i), (place, ordinal) -> Names.value(reader.apply(place), city, number)));
        }
    }

    private LocalText categoryName(Place place) {
        return view.set()
                .categories()
                .find(place.category())
                .map(PlaceCategory::name)
                .orElse(LocalText.EMPTY);
    }

    private @Nullable String area(int place, Level level) {
        int area = view.areaOf(place, level.rank());
        return area < 0 ? null : view.areas().directory().code(area);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }

    @Override
    public int size() {
        return view.set().size();
    }

    @Override
    public String id(int feature) {
        return view.set().place(feature).code();
    }

    @Override
    public int find(String id) {
        return view.set().ordinal(id);
    }

    @Override
    public BBox box(int feature) {
        double lon = view.set().lon(feature);
        double lat = view.set().lat(feature);
        return new BBox(lon, lat, lon, lat);
    }

    @Override
    public Geometry geometry(int feature) {
        return WGS84.createPoint(
                new Coordinate(view.set().lon(feature), view.set().lat(feature)));
    }

    @Override
    public @Nullable Period period(int feature) {
        var day = view.set().place(feature).updatedOn();
        return day == null ? null : Period.of(day, day, city.zone());
    }

    @Override
    public @Nullable Object value(int feature, int property) {
        return facts.get(property).reader().of(view.set().place(feature), feature);
    }
}
