package org.servicemap.places;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.storage.Database;

/**
 * Places hang on the areas that they are in charge of. When areas move, a place gets a version with the new codes, by whoever
 * wrote the one before: a pack's place stays the pack's. Drafts that staff prepare are left to them.
 */
public final class PlaceAreas implements AreaDependants {
    private final PlaceStore store;

    public PlaceAreas(Database database) {
        store = new PlaceStore(database);
    }

    @Override
    public String kind() {
        return "places";
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        return store.inCharge(handle).stream()
                .map(PublishedPlace::place)
                .flatMap(place -> place.charges().stream()
                        .flatMap(PlaceAreas::area)
                        .filter(areas::contains)
                        .map(area -> new Dependant("place", place.code(), place.name(), area)))
                .toList();
    }

    private static Stream<AreaKey> area(Charge charge) {
        return charge.overlay() ? Stream.empty() : Stream.of(new AreaKey(charge.layer(), charge.code()));
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        Map<Charge, List<Charge>> next = moves.stream()
                .collect(Collectors.groupingBy(
                        move -> charge(move.from()),
                        Collectors.mapping(move -> charge(move.to()), Collectors.toList())));
        change(
                handle,
                place -> place.charges().stream()
                        .flatMap(charge -> next.getOrDefault(charge, List.of(charge)).stream())
                        .distinct()
                        .toList());
    }

    private static Charge charge(AreaKey area) {
        return Charge.area(area.level(), area.code());
    }

    /** A line for each place: its code, and what it is in charge of. */
    @Override
    public String remember(Handle handle) {
        return store.inCharge(handle).stream()
                .map(PublishedPlace::place)
                .map(place -> place.code() + " "
                        + place.charges().stream().map(Charge::toString).collect(Collectors.joining(" ")))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void restore(Handle handle, String kept) {
        Map<String, List<Charge>> former = new HashMap<>();
        kept.lines()
                .map(line -> line.split(" "))
                .forEach(line -> former.put(
                        line[0], Arrays.stream(line).skip(1).map(Charge::of).toList()));
        change(handle, place -> former.getOrDefault(place.code(), place.charges()));
    }

    private void change(Handle handle, Function<Place, List<Charge>> charges) {
        Set<String> changed = new HashSet<>();
        for (PublishedPlace published : store.inCharge(handle)) {
            Place place = published.place();
            List<Charge> next = charges.apply(place);
            if (!next.equals(place.charges())) {
                int version = store.lastVersion(handle, place.code()) + 1;
                store.publish(handle, place.with(next), version, published.changedBy());
                changed.add(place.code());
            }
        }
        if (!changed.isEmpty()) {
            Places.tellOthers(handle, "");
        }
    }
}
