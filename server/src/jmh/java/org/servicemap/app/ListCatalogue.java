package org.servicemap.app;

import java.util.ArrayList;
import java.util.List;

/** Every list, filter page, count and search that is measured. */
final class ListCatalogue {
    /** Milliseconds that 95 % of a list's pages may take, and of a search for duplicates. */
    static final double LIST = 50;

    static final double SEARCH = 10;

    private static final List<String> VIEWS = List.of("queue", "disputed", "work", "callbacks", "all", "publication");
    /** Without what the public reads: units do not review it. */
    private static final List<String> OWN_VIEWS = VIEWS.subList(0, 5);

    private static final List<String> FILTERS = List.of(
            "",
            "category={category}",
            "unit={unit}",
            "area={area1}",
            "area={area2}",
            "area={area3}",
            "urgency=emergency",
            "urgency=livelihood",
            "channel=warden",
            "channel=web",
            "overdue=true",
            "supervised=true",
            "bbox={box}",
            "{span}",
            "category={category}&area={area1}",
            "category={category}&{span}",
            "unit={unit}&urgency=livelihood",
            "unit={unit}&overdue=true",
            "area={area1}&overdue=true",
            "state=suspended",
            "state=suspended&unit={unit}",
            "state=closed&category={category}",
            "asked={unit}",
            "mine=true");
    private static final List<String> OWN_FILTERS = List.of(
            "", "category={category}", "urgency=livelihood", "overdue=true", "bbox={box}", "state=suspended", "{span}");

    private ListCatalogue() {}

    /** One list of one caller; {@code POST} stands before what is posted. */
    record Listing(String caller, String path, double target) {}

    /** @param units logins of those who see their units' requests only */
    static List<Listing> all(List<String> units) {
        List<Listing> all = new ArrayList<>();
        all.add(new Listing("dispatcher", "/api/v1/requests/{number}", 0));
        desk(all, "dispatcher", VIEWS, FILTERS);
        units.forEach(login -> desk(all, login, OWN_VIEWS, OWN_FILTERS));
        searches(all);
        open311(all);
        return all;
    }

    private static void desk(List<Listing> all, String caller, List<String> views, List<String> filters) {
        for (String view : views) {
            for (String filter : filters) {
                String rest = "view=" + view + (filter.isEmpty() ? "" : "&" + filter);
                all.add(new Listing(caller, "/api/v1/requests?" + rest, LIST));
                all.add(new Listing(caller, "/api/v1/requests/count?" + rest, LIST));
            }
        }
    }

    private static void searches(List<Listing> all) {
        all.add(new Listing("operator", "POST similar with its category", SEARCH));
        all.add(new Listing("operator", "POST similar without a category", SEARCH));
        all.add(new Listing("public", "/api/v1/requests/near?{place}&radius=300", SEARCH));
        all.add(new Listing("public", "/api/v1/requests/near?{place}&radius=1000&category={category}", SEARCH));
    }

    private static void open311(List<Listing> all) {
        String start = "/open311/v2/requests.json?page_size=100";
        for (int page : new int[] {1, 2, 21, 201, 1001}) {
            all.add(new Listing("public", start + "&page=" + page, LIST));
            all.add(new Listing("public", start + "&status=open&page=" + page, LIST));
        }
        for (String filter : List.of(
                "&service_code={category}",
                "&service_code={category}&page=21",
                "&status=closed&page=3",
                "&{circle}&radius=500",
                "&updated_after=2026-01-01T00:00:00Z")) {
            all.add(new Listing("public", start + filter, LIST));
        }
        all.add(new Listing("public", "/open311/v2/requests.xml?service_code={category}&page_size=100", LIST));
    }
}
