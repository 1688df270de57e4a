package org.servicemap.ogc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.http.Exchange;
import org.servicemap.text.LocalText;

/**
 * How one caller sees the answers.
 *
 * @param language of titles and pages
 * @param html whether a page is wanted
 * @param root where the API stands, with scheme and host, without a slash at the end
 * @param path of what is asked for, below the root
 * @param query as it came, without the format
 */
record View(String language, boolean html, String root, String path, Map<String, String> query) {
    static final String HTML = "text/html";
    static final String JSON = "application/json";
    static final String GEO_JSON = "application/geo+json";

    static View of(Exchange exchange, String root, String path, String language) {
        String format = exchange.get(Params.FORMAT, exchange.responseType().equals(HTML) ? "html" : "json");
        Map<String, String> query = new LinkedHashMap<>();
        exchange.others().forEach((name, values) -> query.put(name, values.get(0)));
        query.remove(Params.FORMAT.name());
        return new View(language, format.equals("html"), root, path, query);
    }

    String text(LocalText text) {
        return text.in(language, "en");
    }

    String text(String en, String zh) {
        return language.startsWith("zh") ? zh : en;
    }

    String url(String below) {
        return root + below;
    }

    /** Of what is asked for, in a format. */
    String here(String format, Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.putAll(changes);
        all.put(Params.FORMAT.name(), format);
        List<String> pairs = new ArrayList<>();
        all.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
        return url(path) + "?" + String.join("&", pairs);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@code self} in the format that is answered, and {@code alternate} in the other. */
    List<Map<String, Object>> selfLinks(String dataType) {
        Map<String, Object> data = link(html ? "alternate" : "self", dataType, here("json", Map.of()), "JSON");
        Map<String, Object> page = link(html ? "self" : "alternate", HTML, here("html", Map.of()), "HTML");
        return new ArrayList<>(html ? List.of(page, data) : List.of(data, page));
    }

    static Map<String, Object> link(String rel, String type, String href, String title) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("rel", rel);
        link.put("type", type);
        link.put("title", title);
        link.put("href", href);
        return link;
    }
}
