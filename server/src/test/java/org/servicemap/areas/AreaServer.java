package org.servicemap.areas;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.servicemap.http.ApiClient;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.http.RouteGroup;

/** The area routes over a real port, on {@link FixedAreas}. */
final class AreaServer implements AutoCloseable {
    private final HttpServer server;
    final ApiClient api;

    AreaServer(Path spool, RouteGroup... more) {
        PublishedAreas areas = new FixedAreas();
        List<RouteGroup> groups = new ArrayList<>(List.of(
                new CityRoutes(TestTown::city, areas, city -> null, List.of()),
                new ResolveRoutes(areas),
                new BatchRoutes(areas, TestTown::city),
                new AreaRoutes(areas),
                new MapRoutes(areas),
                new VersionRoutes(areas)));
        groups.addAll(List.of(more));
        server = HttpServer.start(HttpSettings.of(0, spool, "1"), groups, AreaErrors.mappings(), List.of());
        api = new ApiClient(server.port());
    }

    @Override
    public void close() {
        server.close();
    }
}
