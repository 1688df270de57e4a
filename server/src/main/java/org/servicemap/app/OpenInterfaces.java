package org.servicemap.app;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.servicemap.http.RouteGroup;
import org.servicemap.insights.Releases;
import org.servicemap.insights.RequestCounts;
import org.servicemap.insights.StatisticsRoutes;
import org.servicemap.ogc.OgcRoutes;
import org.servicemap.places.EarliestSlots;
import org.servicemap.places.PlaceMap;
import org.servicemap.places.PlacePhotos;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.ReleaseCounts;

/** Wires what other software and search engines read beside the API: OGC API – Features, pages of places, released statistics. */
final class OpenInterfaces {
    private OpenInterfaces() {}

    static List<RouteGroup> routes(Core core, Releases releases, EarliestSlots earliest, String version) {
        URI publicUrl = core.config().accounts().publicUrl();
        List<RouteGroup> routes = new ArrayList<>();
        routes.add(new OgcRoutes(new OgcRoutes.Ground(
                core::city,
                core.areas(),
                core.places(),
                releases::list,
                publicUrl,
                version,
                core.config().filings(),
                Clock.systemUTC())));
        routes.add(new StatisticsRoutes(
                releases, core::city, core.areas(), () -> core.units().current().categories()));
        routes.addAll(PlaceMap.pages(
                core.places(),
                new PlacePhotos(core.attachments()),
                () -> core.units().current().directory(),
                publicUrl,
                core.config().filings(),
                earliest,
                Clock.systemUTC()));
        return routes;
    }

    static Releases releases(Core core, CityRequests requests) {
        return new Releases(
                core.database(),
                core::city,
                core.areas(),
                () -> core.units().current().categories(),
                new Counts(requests.releaseCounts()),
                core.clock());
    }

    /** What the releases count are the requests' own figures. */
    private record Counts(ReleaseCounts counts) implements RequestCounts {
        @Override
        public List<Counted> between(Instant from, Instant until) {
            return counts.between(from, until).stream()
                    .map(row -> new Counted(
                            row.category(),
                            row.areas(),
                            row.requests(),
                            row.petitioners(),
                            row.anonymous(),
                            row.solved()))
                    .toList();
        }

        @Override
        public Optional<Instant> first() {
            return counts.first();
        }

        @Override
        public boolean isComplete(Instant until) {
            return counts.isComplete(until);
        }
    }
}
