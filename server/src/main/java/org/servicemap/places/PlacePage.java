package org.servicemap.places;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.GeoJson;
import org.servicemap.http.Html;
import org.servicemap.text.LocalText;

/**
 * What a place's page says: every fact, without a script.
 *
 * @param language of names; the words may be in another when there are none in it
 * @param charges what it is in charge of, in words
 */
record PlacePage(PlaceItems.PlaceJson all, List<String> charges, PageWords words, String language) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private String text(LocalText text) {
        return text.in(language, "en");
    }

    private PlaceItems.PlaceItemJson place() {
        return all.place();
    }

    String title() {
        return text(place().name());
    }

    /** In one sentence, for search engines and previews. */
    String summary() {
        List<String> parts = new ArrayList<>();
        all.categories().stream().reduce((first, last) -> last).ifPresent(last -> parts.add(text(last.name())));
        parts.add(text(place().address()));
        parts.addAll(place().phones());
        parts.removeIf(String::isBlank);
        return String.join(" · ", parts);
    }

    Html html() {
        Html html = new Html();
        html.open("div").open("p", "class", "crumbs").text(categories()).close("p");
        html.element("h1", title());
        if (all.synthetic()) {
            html.element("p", words.of("synthetic"), "class", "note");
        }
        html.close("div").line();
        links(html);
        facts(html);
        hours(html);
        matters(html);
        photos(html);
        html.element("p", words.of("print.hint"), "class", "note noprint");
        return html;
    }

    private String categories() {
        return String.join(
                " › ", all.categories().stream().map(one -> text(one.name())).toList());
    }

    private void links(Html html) {
        html.open("p", "class", "links noprint");
        html.link("/?place=" + place().code(), words.of("map"));
        PlaceItems.PlaceBookingJson booking = all.booking();
        if (booking != null) {
            OffsetDateTime first = booking.earliest();
            String said = first == null ? words.of("book.full") : words.of("book", moment(first));
            html.text(" · ").link("/book?place=" + place().code(), said);
        }
        html.text(" · ").element("a", words.of("route"), "href", route(), "rel", "noreferrer");
        html.close("p");
        html.open("p", "class", "links noprint")
                .link("/?place=" + place().code() + "&view=list#correct", words.of("wrong"));
        html.close("p").line();
    }

    private String route() {
        return "https://www.openstreetmap.org/directions?to=" + GeoJson.number(place().lat()) + "%2C"
                + GeoJson.number(place().lon());
    }

    private void facts(Html html) {
        html.open("section").element("h2", words.of("facts")).open("dl", "class", "facts");
        fact(html, "address", text(place().address()));
        phones(html);
        fact(html, "aliases", text(all.aliases()));
        fact(
                html,
                "accessibility",
                join(place().accessibility().stream()
                        .map(word -> words.of("access." + word))
                        .toList()));
        fact(html, "appointments", place().appointments() ? words.of("appointments.yes") : "");
        fact(
                html,
                "areas",
                String.join(
                        " › ",
                        all.areas().stream().map(area -> text(area.name())).toList()));
        fact(html, "charges", join(charges));
        keepers(html);
        website(html);
        fact(html, "position", GeoJson.number(place().lon()) + ", " + GeoJson.number(place().lat()));
        fact(html, "source", all.source());
        LocalDate updated = all.updatedOn();
        fact(html, "updated", updated == null ? "" : updated.toString());
        html.close("dl").close("section").line();
    }

    private String join(List<String> parts) {
        return String.join(words.tag().equals("zh") ? "、" : ", ", parts);
    }

    private void fact(Html html, String word, String value) {
        if (!value.isBlank()) {
            html.element("dt", words.of(word)).element("dd", value);
        }
    }

    private void phones(Html html) {
        if (place().phones().isEmpty()) {
            return;
        }
        html.element("dt", words.of("phone")).open("dd");
        String comma = "";
        for (String phone : place().phones()) {
            html.text(comma).link("tel:" + phone.replaceAll("[^+0-9]", ""), phone);
            comma = ", ";
        }
        html.close("dd");
    }

    /** Its police station and who else has a duty there. */
    private void keepers(Html html) {
        for (PlaceItems.PlaceKeeperJson keeper : all.keepers()) {
            html.element("dt", words.of(keeper.inCharge() ? "keeper" : "keeper.nearest", text(keeper.dutyName())));
            html.open("dd")
                    .link("/places/" + keeper.code(), text(keeper.name()))
                    .close("dd");
        }
    }

    private void website(Html html) {
        String website = all.website();
        if (website != null) {
            html.element("dt", words.of("website"))
                    .open("dd")
                    .element("a", website, "href", website, "rel", "noreferrer");
            html.close("dd");
        }
    }

    private void hours(Html html) {
        html.open("section").element("h2", words.of("hours"));
        if (place().hours().isEmpty()) {
            html.element("p", words.of("hours.unknown")).close("section").line();
            return;
        }
        html.open("p").element("strong", openNow(place().open())).close("p");
        html.element("p", place().hours(), "class", "lead");
        html.open("table").element("caption", words.of("week"), "class", "sr");
        html.open("thead").open("tr");
        html.element("th", words.of("day"), "scope", "col").element("th", words.of("times"), "scope", "col");
        html.close("tr").close("thead").open("tbody");
        all.week().forEach(day -> day(html, day));
        html.close("tbody").close("table").close("section").line();
    }

    private void day(Html html, PlaceItems.PlaceDayJson day) {
        String date = day.date().format(DateTimeFormatter.ofPattern("EEE", locale())) + " " + day.date();
        String holiday = text(day.holiday());
        html.open("tr").element("th", holiday.isEmpty() ? date : date + " " + holiday, "scope", "row");
        html.element("td", day.open().isEmpty() ? words.of("closed") : join(day.open()))
                .close("tr");
    }

    private Locale locale() {
        return Locale.forLanguageTag(words.tag());
    }

    private String openNow(PlaceItems.@Nullable OpenNowJson open) {
        if (open == null) {
            return words.of("hours.unknown");
        }
        OffsetDateTime next = open.now() ? open.closesAt() : open.opensAt();
        if (next == null) {
            return words.of(open.now() ? "open.now" : "closed.now");
        }
        return words.of(open.now() ? "open.until" : "closed.until", moment(next));
    }

    /** With the day where it is not today. */
    private String moment(OffsetDateTime time) {
        boolean today = !all.week().isEmpty() && all.week().get(0).date().equals(time.toLocalDate());
        String clock = time.format(CLOCK);
        return today
                ? clock
                : time.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                                .withLocale(locale())) + " " + clock;
    }

    private void matters(Html html) {
        if (all.matters().isEmpty()) {
            return;
        }
        html.open("section").element("h2", words.of("matters")).open("ul", "class", "list");
        all.matters().forEach(one -> matter(html, one));
        html.close("ul").close("section").line();
    }

    private void matter(Html html, PlaceItems.PlaceMatterJson one) {
        MatterRoutes.ServiceMatterJson matter = one.matter();
        html.open("li").element("h3", text(matter.name()));
        String remark = text(one.remark());
        if (!remark.isEmpty()) {
            html.element("p", remark, "class", "lead");
        }
        html.open("dl", "class", "facts");
        fact(html, "documents", join(matter.documents().stream().map(this::text).toList()));
        fact(html, "duration", text(matter.duration()));
        fact(html, "fee", text(matter.fee()));
        Integer minutes = matter.minutes();
        fact(html, "minutes", minutes == null ? "" : words.of("minutes.value", minutes));
        html.close("dl");
        String link = matter.link();
        if (link != null) {
            html.open("p")
                    .element("a", words.of("online"), "href", link, "rel", "noreferrer")
                    .close("p");
        }
        html.close("li");
    }

    private void photos(Html html) {
        int count = all.photos().size();
        if (count == 0) {
            return;
        }
        html.open("section").element("h2", words.of("photos")).open("div", "class", "photos");
        for (int i = 0; i < count; i++) {
            String path = PhotoRoutes.path(place().code(), all.photos().get(i));
            html.open("a", "href", path);
            html.open("img", "src", path + "/thumbnail", "alt", alternative(i, count), "loading", "lazy");
            html.close("a");
        }
        html.close("div").close("section").line();
    }

    private String alternative(int photo, int count) {
        String said = photo < all.photoTexts().size() ? text(all.photoTexts().get(photo)) : "";
        return said.isEmpty() ? words.of("photo", photo + 1, count) : said;
    }

    /** The same page in each of the city's languages. */
    static Map<String, String> alternates(String url, List<String> languages) {
        Map<String, String> all = new LinkedHashMap<>();
        languages.forEach(tag -> all.put(tag, url + "?lang=" + tag));
        return all;
    }
}
