package org.servicemap.http;

import java.util.ArrayList;
import java.util.List;

/** The document of all routes, itself among them. Written once at start. */
final class OpenApiRoutes implements RouteGroup {
    private final byte[] document;
    private final String etag;

    OpenApiRoutes(HttpSettings settings, List<RouteGroup> others) {
        List<RouteGroup> all = new ArrayList<>(others);
        all.add(this);
        document = OpenApi.document(settings, all);
        etag = WebPage.etag(document);
    }

    @Override
    public String tag() {
        return "document";
    }

    @Override
    public String description() {
        return "This document";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(HttpServer.API + "/openapi.json", "getOpenApi")
                .summary("OpenAPI 3.0 document of every route")
                .cache(CachePolicy.REVALIDATE)
                .etag(exchange -> etag)
                .bytes(Media.JSON, new Route.Shape.AnyJson(), "OpenAPI 3.0", exchange -> document));
    }
}
