package org.servicemap.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The document of all routes, itself among them. Written once, when it is first asked for: the server's start need not wait for it. */
final class OpenApiRoutes implements RouteGroup {
    private final HttpSettings settings;
    private final List<RouteGroup> all;
    private volatile @Nullable Written written;

    OpenApiRoutes(HttpSettings settings, List<RouteGroup> others) {
        this.settings = settings;
        all = new ArrayList<>(others);
        all.add(this);
    }

    private record Written(byte[] document, String etag) {
        static Written of(byte[] document) {
            return new Written(document, WebPage.etag(document));
        }
    }

    private Written written() {
        Written known = written;
        return known == null ? write() : known;
    }

    private synchronized Written write() {
        Written known = written;
        if (known == null) {
            known = Written.of(OpenApi.document(settings, all));
            written = known;
        }
        return known;
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
                .etag(exchange -> written().etag())
                .bytes(
                        Media.JSON,
                        new Route.Shape.AnyJson(),
                        "OpenAPI 3.0",
                        exchange -> written().document()));
    }
}
