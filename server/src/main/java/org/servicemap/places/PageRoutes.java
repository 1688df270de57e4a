package org.servicemap.places;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Exchange;
import org.servicemap.http.Filing;
import org.servicemap.http.Html;
import org.servicemap.http.HtmlPage;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** Each place's page for people, search engines and printers, and the sitemap that leads to them. */
final class PageRoutes implements RouteGroup {
    private static final String PAGES = "/places/";
    private static final String HTML = "text/html";
    private static final String XML = "application/xml";

    /** What the sitemap protocol allows in one file. */
    private static final int MOST_URLS = 50_000;

    private static final Param<String> LANGUAGE =
            Param.text("lang", "Language tag of the page; without it Accept-Language decides");
    private static final Param<Integer> PART =
            Param.integer("part", 1, 1000, "Part of the sitemap").inPath();

    private final Places places;
    private final @Nullable URI publicUrl;
    private final List<Filing> filings;
    private final EarliestSlots earliest;
    private final Clock clock;

    PageRoutes(Places places, @Nullable URI publicUrl, List<Filing> filings, EarliestSlots earliest, Clock clock) {
        this.places = places;
        this.publicUrl = publicUrl;
        this.filings = filings;
        this.earliest = earliest;
        this.clock = clock;
    }

    @Override
    public String tag() {
        return "pages";
    }

    @Override
    public String description() {
        return "Pages that the server writes whole";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(PAGES + "{code}", "getPlacePage")
                        .summary("Everything about a place, to read, print and share")
                        .description("With schema.org data (JSON-LD) of the place and what can be done there.")
                        .takes(PlaceRoutes.CODE, LANGUAGE)
                        .cache(CachePolicy.MINUTE)
                        .fails(PlaceErrors.UNKNOWN)
                        .forms(List.of(new Route.Response(HTML, new Route.Shape.Text(), "The page", null)), this::page),
                Route.get("/sitemap.xml", "getSitemap")
                        .summary("Where the sitemaps of all places are")
                        .cache(CachePolicy.MINUTE)
                        .fixed(XML, new Route.Shape.Text(), "A sitemap index", this::index),
                Route.get("/sitemaps/places-{part}.xml", "getPlacesSitemap")
                        .summary("Addresses of places' pages, 50,000 in each part")
                        .takes(PART)
                        .cache(CachePolicy.MINUTE)
                        .fixed(XML, new Route.Shape.Text(), "A sitemap", this::part));
    }

    private String origin(Exchange exchange) {
        return publicUrl == null ? exchange.origin() : publicUrl.toString().replaceAll("/+$", "");
    }

    private Route.Body page(Exchange exchange) {
        PlaceSearch search = places.search();
        String code = exchange.get(PlaceRoutes.CODE);
        int ordinal = search.view().set().ordinal(code);
        if (ordinal < 0) {
            throw PlaceEditor.unknown(code);
        }
        exchange.variesBy("Accept-Language");
        exchange.answersAsPage();
        byte[] page = page(exchange, search, ordinal);
        return out -> out.write(page);
    }

    private byte[] page(Exchange exchange, PlaceSearch search, int ordinal) {
        City city = places.city();
        Instant now = clock.instant();
        PlaceItems items = new PlaceItems(search, now);
        String code = search.view().set().place(ordinal).code();
        PlaceItems.PlaceJson all = items.place(ordinal, places.isInvented(search, ordinal), earliest.at(code));
        String language = language(exchange, city);
        String url = origin(exchange) + PAGES + all.place().code();
        List<String> charges = charges(search, ordinal, language);
        PageWords words = PageWords.of(List.of(language, city.defaultLanguage()));
        PlacePage page = new PlacePage(all, charges, words, language);
        LinkedData data = new LinkedData(url, origin(exchange), text -> text.in(language, "en"));
        Html head = new Html()
                .open("meta", "name", "description", "content", page.summary())
                .data("application/ld+json", data.of(all, charges, items.times(ordinal), now));
        return new HtmlPage(
                        words.tag().equals("zh") ? "zh-CN" : words.tag(),
                        page.title(),
                        words.of("site"),
                        url,
                        PlacePage.alternates(url, city.languages()),
                        head,
                        filings)
                .around(page.html());
    }

    private static String language(Exchange exchange, City city) {
        String wanted = exchange.get(LANGUAGE, exchange.language());
        return city.languages().stream()
                .filter(tag -> wanted.equals(tag) || wanted.startsWith(tag + "-"))
                .findFirst()
                .orElse(city.defaultLanguage());
    }

    /** The names of what a place is in charge of. */
    private static List<String> charges(PlaceSearch search, int ordinal, String language) {
        List<String> names = new ArrayList<>();
        for (Charge charge : search.view().set().place(ordinal).charges()) {
            LocalText name = charge.overlay() ? feature(search.view(), charge) : area(search.view(), charge);
            names.add(name.isEmpty() ? charge.code() : name.in(language, "en"));
        }
        return names;
    }

    private static LocalText area(PlaceView view, Charge charge) {
        AreaDirectory directory = view.directory();
        for (Level level : view.areas().levels()) {
            if (level.id().equals(charge.layer())) {
                int area = directory.findByCode(level.rank(), charge.code()).orElse(-1);
                return area < 0 ? LocalText.EMPTY : directory.name(area);
            }
        }
        return LocalText.EMPTY;
    }

    private static LocalText feature(PlaceView view, Charge charge) {
        for (OverlayLayer layer : view.areas().overlays().layers()) {
            for (OverlayFeature feature : layer.features()) {
                if (layer.id().equals(charge.layer()) && feature.code().equals(charge.code())) {
                    return feature.name();
                }
            }
        }
        return LocalText.EMPTY;
    }

    private byte[] index(Exchange exchange) {
        Html xml = xml("sitemapindex");
        for (int part = 1; (part - 1) * MOST_URLS < Math.max(1, places.current().size()); part++) {
            xml.open("sitemap").element("loc", origin(exchange) + "/sitemaps/places-" + part + ".xml");
            xml.close("sitemap");
        }
        return xml.close("sitemapindex").bytes();
    }

    private byte[] part(Exchange exchange) {
        List<PublishedPlace> all = places.current().list();
        int from = Math.min(all.size(), (exchange.get(PART) - 1) * MOST_URLS);
        Html xml = xml("urlset");
        for (PublishedPlace one : all.subList(from, Math.min(all.size(), from + MOST_URLS))) {
            xml.open("url")
                    .element("loc", origin(exchange) + PAGES + one.place().code());
            xml.element("lastmod", one.changedAt().toString().substring(0, 10))
                    .close("url")
                    .line();
        }
        return xml.close("urlset").bytes();
    }

    /** The escapes of HTML that are used are XML's too. */
    private static Html xml(String root) {
        return new Html()
                .open("?xml version=\"1.0\" encoding=\"UTF-8\"?")
                .line()
                .open(root, "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")
                .line();
    }
}
