package org.servicemap.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.servicemap.gazetteer.Entry;
import org.servicemap.gazetteer.Hit;
import org.servicemap.gazetteer.SearchSource;
import org.servicemap.places.Matter;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceCategory;
import org.servicemap.places.PlaceSet;
import org.servicemap.text.LocalText;

/** The service map for the search: published places with their categories and what can be done there, categories, matters. */
record SearchablePlaces(PlaceSet set) implements SearchSource {
    @Override
    public String stamp() {
        return set.stamp();
    }

    @Override
    public void each(Consumer<Entry> consumer) {
        for (PlaceCategory category : set.categories().list()) {
            consumer.accept(nowhere(Hit.Kind.CATEGORY, category.code(), category.name(), List.of()));
        }
        for (Matter matter : set.matters()) {
            consumer.accept(nowhere(Hit.Kind.MATTER, matter.code(), matter.name(), categories(matter)));
        }
        Map<Integer, List<LocalText>> known = new HashMap<>();
        for (int i = 0; i < set.size(); i++) {
            consumer.accept(place(i, known));
        }
    }

    private static Entry nowhere(Hit.Kind kind, String code, LocalText name, List<LocalText> about) {
        return new Entry(kind, code, name, LocalText.EMPTY, about, null, null, null, false);
    }

    private List<LocalText> categories(Matter matter) {
        return matter.categories().stream()
                .flatMap(code -> set.categories().find(code).stream())
                .map(PlaceCategory::name)
                .toList();
    }

    private Entry place(int ordinal, Map<Integer, List<LocalText>> known) {
        Place place = set.place(ordinal);
        List<LocalText> about = place.matters().isEmpty()
                ? known.computeIfAbsent(set.category(ordinal), category -> about(ordinal))
                : about(ordinal);
        return new Entry(
                Hit.Kind.PLACE,
                place.code(),
                place.name(),
                place.aliases(),
                about,
                place.point(),
                null,
                place.category(),
                !place.charges().isEmpty());
    }

    private List<LocalText> about(int ordinal) {
        List<LocalText> about = new ArrayList<>();
        set.categories().find(set.place(ordinal).category()).ifPresent(category -> about.add(category.name()));
        set.mattersOf(ordinal).forEach(matter -> about.add(matter.name()));
        return about;
    }
}
