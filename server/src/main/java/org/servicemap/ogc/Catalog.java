package org.servicemap.ogc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.insights.Release;
import org.servicemap.places.PlaceView;
import org.servicemap.places.Places;

/** Everything that is served, as it is now; laid out again when areas or places change. Thread-safe. */
final class Catalog {
    private final Supplier<City> city;
    private final PublishedAreas areas;
    private final Places places;
    private final Supplier<List<Release>> releases;
    private volatile @Nullable Now last;

    /** All layers and what they were made of. */
    private record Now(PlaceView view, City city, List<Release> releases, List<Layer> layers) {
        boolean isOf(PlaceView other, City now, List<Release> released) {
            return view.set() == other.set()
                    && view.areas() == other.areas()
                    && city.equals(now)
                    && releases == released;
        }
    }

    Catalog(Supplier<City> city, PublishedAreas areas, Places places, Supplier<List<Release>> releases) {
        this.releases = releases;
        this.city = city;
        this.areas = areas;
        this.places = places;
    }

    City city() {
        return city.get();
    }

    List<Layer> layers() {
        City cityNow = city.get();
        PlaceView view = places.search().view();
        List<Release> released = releases.get();
        Now known = last;
        if (known == null || !known.isOf(view, cityNow, released)) {
            known = new Now(view, cityNow, released, layersOf(view, cityNow, released));
            last = known;
        }
        return known.layers();
    }

    Layer layer(String id) {
        return layers().stream()
                .filter(layer -> layer.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> OgcErrors.UNKNOWN_COLLECTION.problem("there is no collection " + id, "collectionId"));
    }

    private List<Layer> layersOf(PlaceView view, City now, List<Release> released) {
        AreaSnapshot snapshot = view.areas();
        List<Layer> all = new ArrayList<>();
        for (Level level : snapshot.levels()) {
            all.add(AreaFeatures.layer(snapshot, () -> areas.tiles(snapshot.id()), level, now));
        }
        for (OverlayLayer overlay : snapshot.overlays().layers()) {
            all.add(OverlayFeatures.layer(overlay, snapshot, now));
        }
        all.add(PlaceFeatures.layer(view, now));
        all.add(StatisticsFeatures.layer(released, snapshot, () -> areas.tiles(snapshot.id()), now));
        return List.copyOf(all);
    }
}
