package org.servicemap.citypack;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.Cities;

/** The city's record names no areas, but a pack's version replaces it: rolling that back puts it back. */
public final class CityRecord implements AreaDependants {
    private final Cities cities;

    public CityRecord(Cities cities) {
        this.cities = cities;
    }

    @Override
    public String kind() {
        return "city";
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        return List.of();
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        // nothing in it follows areas
    }

    @Override
    public String remember(Handle handle) {
        return cities.find().map(Cities::json).orElse("");
    }

    @Override
    public void restore(Handle handle, String kept) {
        if (!kept.isEmpty()) {
            cities.save(Cities.parse(kept));
        }
    }
}
