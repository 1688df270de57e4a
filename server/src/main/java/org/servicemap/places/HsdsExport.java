package org.servicemap.places;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.City;
import org.servicemap.places.hours.OpeningHours;
import org.servicemap.places.hours.OpeningTimes;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/**
 * All published places as the tables of Open Referral's Human Services Data Specification (HSDS 3.0), CSV in a ZIP. Ids are UUIDs made
 * from our codes: the same in each export. The city itself is the organization of places that no unit runs. A service is what one
 * organization offers of a matter. For one thread.
 */
final class HsdsExport {
    private static final int AT_ONCE = 64 << 10;
    private static final String COUNTRY = "CN";

    private final PlaceSet places;
    private final City city;
    private final UnitDirectory units;
    private final LocalClock clock;
    private final LocalDate today;
    private final String language;
    /** By the organization's code and the matter's. */
    private final Map<String, Map<String, Matter>> services = new TreeMap<>();

    private final Map<OpeningTimes, Map<String, List<DayOfWeek>>> weeks = new HashMap<>();

    HsdsExport(PlaceSearch search, City city, UnitDirectory units, LocalDate today, String language) {
        this.places = search.view().set();
        this.clock = search.clock();
        this.city = city;
        this.units = units;
        this.today = today;
        this.language = language;
        for (int i = 0; i < places.size(); i++) {
            Map<String, Matter> offered =
                    services.computeIfAbsent(organizationOf(places.place(i)), key -> new LinkedHashMap<>());
            places.mattersOf(i).forEach(matter -> offered.putIfAbsent(matter.code(), matter));
        }
    }

    private static String organizationOf(Place place) {
        String unit = place.unit();
        return unit == null ? "" : unit;
    }

    private String id(String kind, String... codes) {
        String name = city.id() + "/" + kind + "/" + String.join("/", codes);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private String text(LocalText text) {
        return text.in(language, city.defaultLanguage());
    }

    void writeTo(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        table(zip, "organizations", "id,name,description,uri,parent_organization_id", this::organizations);
        table(
                zip,
                "services",
                "id,organization_id,name,description,url,status,application_process,fees_description,wait_time",
                this::services);
        table(zip, "required_documents", "id,service_id,document", this::documents);
        table(
                zip,
                "locations",
                "id,location_type,url,organization_id,name,alternate_name,latitude,longitude,external_identifier,external_identifier_type",
                each(this::location));
        table(
                zip,
                "addresses",
                "id,location_id,address_1,city,state_province,postal_code,country,address_type",
                each(this::address));
        table(zip, "phones", "id,location_id,number,type", each(this::phones));
        table(zip, "accessibility", "id,location_id,description", each(this::accessibility));
        table(
                zip,
                "schedules",
                "id,location_id,timezone,freq,wkst,byday,opens_at,closes_at,description",
                each(this::schedules));
        table(zip, "service_at_locations", "id,service_id,location_id,description", each(this::servicesAt));
        zip.finish();
    }

    /** Rows of one table; each is ended by {@link CsvText#end}. */
    private interface Rows {
        void write(CsvText csv, Consumer<CsvText> flush);
    }

    private interface PlaceRows {
        void write(CsvText csv, int ordinal);
    }

    private Rows each(PlaceRows rows) {
        return (csv, flush) -> {
            for (int i = 0; i < places.size(); i++) {
                rows.write(csv, i);
                flush.accept(csv);
            }
        };
    }

    private static void table(ZipOutputStream zip, String name, String columns, Rows rows) throws IOException {
        zip.putNextEntry(new ZipEntry(name + ".csv"));
        List<String> all = List.of(columns.split(","));
        zip.write((columns + "\n").getBytes(StandardCharsets.UTF_8));
        CsvText csv = CsvText.withoutHeader(all);
        try {
            rows.write(csv, full -> {
                if (full.length() > AT_ONCE) {
                    write(zip, full);
                }
            });
            write(zip, csv);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        zip.closeEntry();
    }

    private static void write(ZipOutputStream zip, CsvText csv) {
        try {
            zip.write(csv.take().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void organizations(CsvText csv, Consumer<CsvText> flush) {
        for (String code : services.keySet()) {
            Optional<Unit> unit = units.find(code);
            String name = unit.map(Unit::name).map(this::text).orElse(code.isEmpty() ? text(city.name()) : code);
            csv.set("id", id("organization", code)).set("name", name).set("description", name);
            String parent = unit.map(Unit::parent).orElse(null);
            if (parent != null && services.containsKey(parent)) {
                csv.set("parent_organization_id", id("organization", parent));
            }
            csv.end();
        }
    }

    private void services(CsvText csv, Consumer<CsvText> flush) {
        services.forEach((organization, matters) -> matters.values().forEach(matter -> {
            csv.set("id", id("service", organization, matter.code()))
                    .set("organization_id", id("organization", organization))
                    .set("name", text(matter.name()))
                    .set("description", text(matter.name()))
                    .set("url", matter.link())
                    .set("status", "active")
                    .set("fees_description", text(matter.fee()))
                    .set("wait_time", text(matter.duration()))
                    .end();
            flush.accept(csv);
        }));
    }

    private void documents(CsvText csv, Consumer<CsvText> flush) {
        services.forEach((organization, matters) -> matters.values().forEach(matter -> {
            for (int i = 0; i < matter.documents().size(); i++) {
                csv.set("id", id("document", organization, matter.code(), Integer.toString(i)))
                        .set("service_id", id("service", organization, matter.code()))
                        .set("document", text(matter.documents().get(i)))
                        .end();
            }
            flush.accept(csv);
        }));
    }

    private void location(CsvText csv, int ordinal) {
        Place place = places.place(ordinal);
        csv.set("id", id("location", place.code()))
                .set("location_type", "physical")
                .set("url", place.website())
                .set("organization_id", id("organization", organizationOf(place)))
                .set("name", text(place.name()))
                .set("alternate_name", text(place.aliases()))
                .set("latitude", Double.toString(place.point().lat()))
                .set("longitude", Double.toString(place.point().lon()))
                .set("external_identifier", place.code())
                .set("external_identifier_type", "code")
                .end();
    }

    private void address(CsvText csv, int ordinal) {
        Place place = places.place(ordinal);
        if (!place.address().isEmpty()) {
            csv.set("id", id("address", place.code()))
                    .set("location_id", id("location", place.code()))
                    .set("address_1", text(place.address()))
                    .set("city", text(city.name()))
                    .set("country", COUNTRY)
                    .set("address_type", "physical")
                    .end();
        }
    }

    private void phones(CsvText csv, int ordinal) {
        Place place = places.place(ordinal);
        for (String phone : place.phones()) {
            csv.set("id", id("phone", place.code(), phone))
                    .set("location_id", id("location", place.code()))
                    .set("number", phone)
                    .set("type", "voice")
                    .end();
        }
    }

    private void accessibility(CsvText csv, int ordinal) {
        Place place = places.place(ordinal);
        for (Accessibility fact : place.accessibility()) {
            csv.set("id", id("accessibility", place.code(), fact.word()))
                    .set("location_id", id("location", place.code()))
                    .set("description", fact.word())
                    .end();
        }
    }

    /** The usual week; the description has the hours as written, with holidays. */
    private void schedules(CsvText csv, int ordinal) {
        Place place = places.place(ordinal);
        OpeningHours hours = places.hours(ordinal);
        if (hours == null) {
            return;
        }
        OpeningTimes times = clock.times(hours, place.zone());
        weeks.computeIfAbsent(times, unknown -> new OpeningSpecs(times, today).week())
                .forEach((span, days) -> {
                    String[] ends = span.split("-", 2);
                    csv.set("id", id("schedule", place.code(), span))
                            .set("location_id", id("location", place.code()))
                            .set("timezone", times.zone().getId())
                            .set("freq", "WEEKLY")
                            .set("wkst", "MO")
                            .set(
                                    "byday",
                                    String.join(
                                            ",",
                                            days.stream().map(HsdsExport::day).toList()))
                            .set("opens_at", ends[0])
                            .set("closes_at", ends[1])
                            .set("description", place.hours())
                            .end();
                });
    }

    private static String day(DayOfWeek day) {
        return day.name().substring(0, 2);
    }

    private void servicesAt(CsvText csv, int ordinal) {
        Place place = places.place(ordinal);
        for (Matter matter : places.mattersOf(ordinal)) {
            csv.set("id", id("service_at_location", place.code(), matter.code()))
                    .set("service_id", id("service", organizationOf(place), matter.code()))
                    .set("location_id", id("location", place.code()))
                    .set("description", remark(place, matter))
                    .end();
        }
    }

    private @Nullable String remark(Place place, Matter matter) {
        return place.matters().stream()
                .filter(one -> one.code().equals(matter.code()))
                .map(one -> text(one.remark()))
                .findFirst()
                .orElse(null);
    }
}
