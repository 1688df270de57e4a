package org.servicemap.ogc;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.http.Filing;
import org.servicemap.http.Html;
import org.servicemap.http.HtmlPage;

/** The same answers as pages for people with a browser. */
record Pages(View view, City city, List<Filing> filings) {
    private byte[] page(String title, Html content) {
        return new HtmlPage(
                        view.language(),
                        title,
                        view.text("Service map", "服务地图"),
                        view.url(view.path()),
                        Map.of(),
                        new Html(),
                        filings)
                .around(content);
    }

    private Html start(String title, String... crumbs) {
        Html html = new Html();
        html.open("nav", "class", "crumbs", "aria-label", view.text("Where you are", "当前位置"));
        html.link(view.url("?f=html"), "OGC API");
        for (int i = 0; i < crumbs.length; i += 2) {
            html.text(" › ").link(view.url(crumbs[i]), crumbs[i + 1]);
        }
        return html.close("nav").element("h1", title).line();
    }

    private void formats(Html html, String json) {
        html.open("p", "class", "links noprint")
                .link(view.here("json", Map.of()), json)
                .close("p");
    }

    byte[] landing(Descriptions descriptions) {
        String title = descriptions.title(city);
        Html html = start(title);
        html.element("p", descriptions.description(city), "class", "lead");
        html.open("section").open("ul", "class", "list");
        item(html, "/collections?f=html", view.text("Collections", "数据集"));
        item(html, "/api?f=html", view.text("About the API", "接口说明"));
        item(html, "/conformance?f=html", view.text("Conformance", "符合的标准"));
        html.close("ul").close("section");
        formats(html, "JSON");
        return page(title, html);
    }

    private void item(Html html, String below, String text) {
        html.open("li").link(view.url(below), text).close("li");
    }

    byte[] conformance() {
        String title = view.text("Conformance", "符合的标准");
        Html html = start(title);
        html.open("section").open("ul", "class", "list");
        Descriptions.CONFORMS_TO.forEach(one -> html.element("li", one));
        html.close("ul").close("section");
        formats(html, "JSON");
        return page(title, html);
    }

    byte[] collections(List<Layer> layers) {
        String title = view.text("Collections", "数据集");
        Html html = start(title);
        html.open("section").open("ul", "class", "list");
        layers.forEach(layer -> html.open("li")
                .link(view.url("/collections/" + View.encode(layer.id()) + "?f=html"), view.text(layer.title()))
                .text(" " + count(layer.features().size()))
                .close("li"));
        html.close("ul").close("section");
        formats(html, "JSON");
        return page(title, html);
    }

    private String count(int features) {
        return view.text("(" + features + " features)", "（" + features + " 个要素）");
    }

    byte[] collection(Layer layer) {
        String title = view.text(layer.title());
        Html html = start(title, "/collections?f=html", view.text("Collections", "数据集"));
        html.element("p", view.text(layer.description()), "class", "lead");
        html.open("section").open("p", "class", "links");
        html.link(items(layer) + "?f=html", view.text("Look at the features", "查看要素"));
        html.link(items(layer) + "?f=json&limit=" + Params.MOST, "GeoJSON");
        html.close("p").element("p", count(layer.features().size()));
        html.close("section").open("section").element("h2", view.text("Properties", "属性"));
        html.open("dl", "class", "facts");
        layer.properties()
                .forEach(property -> html.element("dt", property.name()).element("dd", property.description()));
        html.close("dl").close("section");
        formats(html, "JSON");
        return page(title, html);
    }

    private String items(Layer layer) {
        return view.url("/collections/" + View.encode(layer.id()) + "/items");
    }

    byte[] items(Layer layer, Selection page) {
        String title = view.text(layer.title());
        Html html = start(title, crumbs(layer));
        int first = page.features().length == 0 ? 0 : page.offset() + 1;
        String range = first + "–" + (page.offset() + page.features().length) + " / " + page.matched();
        html.element("p", range, "class", "lead");
        table(html, layer, page);
        html.open("p", "class", "links noprint");
        if (page.hasPrevious()) {
            step(html, page.previous(), "prev", view.text("Previous", "上一页"));
        }
        if (page.hasNext()) {
            step(html, page.next(), "next", view.text("Next", "下一页"));
        }
        html.link(view.here("json", Map.of()), "GeoJSON").close("p");
        return page(title, html);
    }

    private void step(Html html, int offset, String rel, String text) {
        String href = view.here("html", Map.of(Params.OFFSET.name(), Integer.toString(offset)));
        html.element("a", text, "href", href, "rel", rel);
    }

    private String[] crumbs(Layer layer) {
        return new String[] {
            "/collections?f=html",
            view.text("Collections", "数据集"),
            "/collections/" + View.encode(layer.id()) + "?f=html",
            view.text(layer.title())
        };
    }

    private void table(Html html, Layer layer, Selection page) {
        html.open("section");
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", view.text(layer.title()));
        html.open("table").open("thead").open("tr").element("th", "id", "scope", "col");
        layer.properties().forEach(property -> html.element("th", property.name(), "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        for (int feature : page.features()) {
            String id = layer.features().id(feature);
            html.open("tr")
                    .open("td")
                    .link(items(layer) + "/" + View.encode(id) + "?f=html", id)
                    .close("td");
            for (int i = 0; i < layer.properties().size(); i++) {
                html.element("td", shown(layer.features().value(feature, i)));
            }
            html.close("tr").line();
        }
        html.close("tbody").close("table").close("div").close("section");
    }

    byte[] feature(Layer layer, int feature) {
        String title = layer.features().id(feature);
        Html html = start(title, crumbs(layer));
        html.open("section").open("dl", "class", "facts");
        for (int i = 0; i < layer.properties().size(); i++) {
            String value = shown(layer.features().value(feature, i));
            if (!value.isEmpty()) {
                html.element("dt", layer.properties().get(i).name()).element("dd", value);
            }
        }
        html.close("dl").close("section");
        formats(html, "GeoJSON");
        return page(title, html);
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value == null ? "" : value.toString();
    }

    byte[] api(List<Layer> layers) {
        String title = view.text("About the API", "接口说明");
        Html html = start(title);
        html.open("section").element("h2", view.text("Parameters of items", "items 的参数"));
        html.open("dl", "class", "facts");
        List.of(Params.LIMIT, Params.OFFSET, Params.BBOX, Params.DATETIME, Params.FORMAT)
                .forEach(param -> html.element("dt", param.name()).element("dd", param.description(), "lang", "en"));
        html.close("dl").close("section");
        html.open("section").element("h2", view.text("Paths", "路径")).open("ul", "class", "list");
        List.of("", "/conformance", "/api", "/collections")
                .forEach(path -> item(html, path + "?f=html", "/ogc" + path));
        layers.forEach(layer -> {
            String path = "/collections/" + View.encode(layer.id()) + "/items";
            item(html, path + "?f=html", "/ogc" + path);
        });
        html.close("ul").close("section");
        formats(html, "OpenAPI 3.0");
        return page(title, html);
    }
}
