package org.servicemap.places;

import java.time.Clock;
import java.util.List;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.http.RouteGroup;

/** The service map's routes, wired. */
public final class PlaceMap {
    private PlaceMap() {}

    /** Paths with a word where others have a code come first. */
    public static List<RouteGroup> routes(
            Places places, PlaceEditor editor, Corrections corrections, PublishedAreas areas, Clock clock) {
        return List.of(
                new MatterRoutes(places),
                new DownloadRoutes(places, clock),
                new ResponsibleRoutes(places, areas, clock),
                new TileRoutes(places, clock),
                new EditorRoutes(editor),
                new CorrectionRoutes(places, corrections),
                new PlaceRoutes(places, clock));
    }
}
