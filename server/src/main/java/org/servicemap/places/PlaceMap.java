package org.servicemap.places;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.http.Filing;
import org.servicemap.http.RouteGroup;
import org.servicemap.units.UnitDirectory;

/** The service map's routes, wired. */
public final class PlaceMap {
    private PlaceMap() {}

    /** Places as pages, pictures and tables of a standard. */
    public static List<RouteGroup> pages(
            Places places,
            PlacePhotos photos,
            Supplier<UnitDirectory> units,
            @Nullable URI publicUrl,
            List<Filing> filings,
            EarliestSlots earliest,
            Clock clock) {
        return List.of(
                new PageRoutes(places, publicUrl, filings, earliest, clock),
                new PhotoRoutes(places, photos),
                new HsdsRoutes(places, units, clock));
    }

    /** Paths with a word where others have a code come first. */
    public static List<RouteGroup> routes(
            Places places,
            PlaceEditor editor,
            Corrections corrections,
            PublishedAreas areas,
            EarliestSlots earliest,
            Clock clock) {
        return List.of(
                new MatterRoutes(places),
                new DownloadRoutes(places, earliest, clock),
                new ResponsibleRoutes(places, areas, clock),
                new TileRoutes(places, earliest, clock),
                new EditorRoutes(editor),
                new RegistryRoutes(editor, places),
                new CorrectionRoutes(places, corrections),
                new PlaceRoutes(places, earliest, clock));
    }
}
