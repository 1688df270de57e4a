package org.servicemap.requests;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;

/** What is kept of a person: administrators for anybody who asks, citizens for themselves. */
final class PersonRoutes implements PersonGroup {
    private static final String PERSONS = HttpServer.API + "/persons";
    private static final String ZIP = "application/zip";
    private static final int MAX_REASON = 200;
    private static final RateLimit ASKING = RateLimit.perHour("persons", 60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Persons persons;
    private final CityNames names;

    PersonRoutes(Persons persons, CityNames names) {
        this.persons = persons;
        this.names = names;
    }

    @Describe("Whose data, and why they are asked for")
    record PersonJson(
            @Nullable String phone,
            @Nullable String email,

            @Describe("1 to 200 characters; kept in the audit log")
            String reason) {
        Subject subject() {
            return new Subject(blank(phone), blank(email), null);
        }

        private static @Nullable String blank(@Nullable String value) {
            return value == null || value.isBlank() ? null : value.strip();
        }

        String checkedReason() {
            if (reason.isBlank() || reason.length() > MAX_REASON) {
                throw new RequestException(
                        RequestException.BAD_FIELD, "reason", "say why in 1 to " + MAX_REASON + " characters");
            }
            return reason.strip();
        }
    }

    @Describe("How much is kept of a person, or was given up")
    record KeptJson(
            int contacts,
            int requests,

            @Describe("Numbers of requests that are still worked on, and of visits that are booked")
            List<String> open,

            int calls,
            int messages,
            @Describe("Visits and waits for one") int bookings) {
        static KeptJson of(Persons.Summary summary) {
            return new KeptJson(
                    summary.contacts(),
                    summary.requests(),
                    summary.open(),
                    summary.calls(),
                    summary.messages(),
                    summary.bookings());
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                anybody("/lookup", "lookUpPerson", "How much is kept of a person")
                        .json(KeptJson.class, "How much", this::look),
                anybody("/export", "exportPerson", "A copy of everything that is kept of a person")
                        .fails(ErrorCode.UNAVAILABLE)
                        .bytes(ZIP, new Route.Shape.Binary(), "person.json and the files", this::export),
                anybody("/erasure", "erasePerson", "Give up everything that is kept of a person")
                        .fails(RequestErrors.OPEN_REQUESTS)
                        .json(KeptJson.class, "What was given up", this::erase),
                own("/me/export", "exportMyData", "A copy of everything that is kept of me")
                        .fails(ErrorCode.UNAVAILABLE)
                        .bytes(ZIP, new Route.Shape.Binary(), "person.json and the files", this::exportOwn),
                own("/me/erasure", "eraseMyData", "Give up everything that is kept of me, with my account")
                        .fails(RequestErrors.OPEN_REQUESTS)
                        .json(KeptJson.class, "What was given up", this::eraseOwn));
    }

    private static RouteBuilder anybody(String path, String id, String summary) {
        return Route.post(PERSONS + path, id)
                .summary(summary)
                .roles(Role.ADMINISTRATOR)
                .limit(ASKING)
                .body(PersonJson.class, "Whose, and why")
                .fails(RequestErrors.BAD_FIELD);
    }

    private static RouteBuilder own(String path, String id, String summary) {
        return Route.post(PERSONS + path, id)
                .summary(summary)
                .roles(Role.CITIZEN)
                .limit(ASKING);
    }

    private KeptJson look(Exchange exchange) {
        PersonJson body = exchange.body(PersonJson.class);
        return KeptJson.of(persons.look(exchange.caller(), body.subject(), body.checkedReason()));
    }

    private byte[] export(Exchange exchange) {
        PersonJson body = exchange.body(PersonJson.class);
        return zip(persons.copy(exchange.caller(), body.subject(), body.checkedReason()));
    }

    private KeptJson erase(Exchange exchange) {
        PersonJson body = exchange.body(PersonJson.class);
        return KeptJson.of(persons.erase(exchange.caller(), body.subject(), body.checkedReason()));
    }

    private static Subject own(Exchange exchange) {
        return new Subject(null, null, Objects.requireNonNull(exchange.caller().account()));
    }

    private byte[] exportOwn(Exchange exchange) {
        return zip(persons.copy(exchange.caller(), own(exchange), "own data"));
    }

    private KeptJson eraseOwn(Exchange exchange) {
        return KeptJson.of(persons.erase(exchange.caller(), own(exchange), "own data"));
    }

    private byte[] zip(Persons.Copy copy) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "person.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document(copy)));
            for (Persons.Kept kept : copy.requests()) {
                for (RequestFiles.Item item : kept.files()) {
                    Attachments.Content content = persons.open(item);
                    put(zip, fileName(kept, item) + "." + content.extension(), content.bytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static String fileName(Persons.Kept kept, RequestFiles.Item item) {
        return "files/" + kept.request().number().digits() + "-" + item.ref().id();
    }

    private Map<String, Object> document(Persons.Copy copy) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "contacts", copy.contacts().stream().map(PersonRoutes::contact).toList());
        document.put("requests", copy.requests().stream().map(this::request).toList());
        document.put("calls", copy.calls().stream().map(Instant::toString).toList());
        document.put(
                "messages",
                copy.messages().stream()
                        .map(message -> Map.of(
                                "channel", message.channel().word(),
                                "recipient", message.recipient(),
                                "subject", message.subject(),
                                "text", message.text()))
                        .toList());
        document.put("bookings", copy.bookings());
        return document;
    }

    private static Map<String, Object> contact(Contact contact) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("enterprise", contact.enterprise());
        fields.put("name", contact.name());
        fields.put("phone", contact.phone());
        fields.put("email", contact.email());
        fields.put("address", contact.address());
        return fields;
    }

    private Map<String, Object> request(Persons.Kept kept) {
        Facts facts = kept.request().facts();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", kept.request().number().digits());
        fields.put("state", facts.state().key());
        fields.put("received_at", String.valueOf(facts.instant(Field.RECEIVED_AT)));
        fields.put("category", facts.text(Field.CATEGORY));
        fields.put("lon", facts.decimal(Field.LON));
        fields.put("lat", facts.decimal(Field.LAT));
        fields.put(
                "areas",
                names.areas(facts).stream().map(CityNames.AreaJson::code).toList());
        fields.put("words", kept.words());
        fields.put(
                "files", kept.files().stream().map(item -> fileName(kept, item)).toList());
        return fields;
    }
}
