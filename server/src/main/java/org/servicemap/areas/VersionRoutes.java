package org.servicemap.areas;

import java.util.List;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Area versions and what changed between two of them. */
public final class VersionRoutes implements RouteGroup {
    private static final Param<String> ID =
            Param.text("id", "Identifier of the version").inPath();
    private static final Param<String> FROM =
            Param.text("from", "Identifier of the earlier version").inPath();
    private static final Param<String> TO =
            Param.text("to", "Identifier of the later version").inPath();

    private final PublishedAreas areas;

    public VersionRoutes(PublishedAreas areas) {
        this.areas = areas;
    }

    @Override
    public String tag() {
        return "versions";
    }

    @Override
    public String description() {
        return "Area versions and their differences";
    }

    @Override
    public List<Route> routes() {
        String root = HttpServer.API + "/versions";
        return List.of(
                Route.get(root, "listVersions")
                        .summary("Published and retired versions")
                        .page(
                                VersionSummary.class,
                                "Versions, the newest first",
                                exchange -> Page.whole(areas.versions())),
                Route.get(root + "/{id}", "getVersion")
                        .summary("One version")
                        .takes(ID)
                        .fails(AreaErrors.UNKNOWN_VERSION)
                        .json(VersionSummary.class, "The version", this::version),
                Route.get(root + "/{from}/diff/{to}", "diffVersions")
                        .summary("What changed from one version to another, with the crosswalk of codes")
                        .takes(FROM, TO)
                        .fails(AreaErrors.UNKNOWN_VERSION)
                        .cache(CachePolicy.REVALIDATE)
                        .etag(exchange -> exchange.get(FROM) + "-" + exchange.get(TO))
                        .json(CoverageDiff.class, "The differences, level by level", this::diff));
    }

    private VersionSummary version(Exchange exchange) {
        String id = exchange.get(ID);
        return areas.versions().stream()
                .filter(version -> version.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AreaErrors.UNKNOWN_VERSION.problem("there is no version " + id, "id"));
    }

    private CoverageDiff diff(Exchange exchange) {
        return areas.diff(exchange.get(FROM), exchange.get(TO));
    }
}
