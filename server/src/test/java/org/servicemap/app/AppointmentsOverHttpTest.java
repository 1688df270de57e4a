package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.servicemap.http.ApiClient.refusal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** Appointments of the tiny town over real HTTP. */
class AppointmentsOverHttpTest {
    private static final String HALLS = "/api/v1/halls";
    private static final String BOOKINGS = "/api/v1/bookings";
    private static final String HALL = "hall-990101001";
    private static final double LON = 116.4215;
    private static final double LAT = 39.9072;

    @TempDir
    private static Path data;

    private static ServiceMap server;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        server = ServiceMap.start(Commands.demo(data).config(), ImportListener.SILENT);
        api = new ApiClient(server.port());
        DemoHallsOpen.await(api);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ApiClient loggedIn(String login) {
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    private static List<JsonNode> halls(String query) {
        List<JsonNode> halls = new ArrayList<>();
        api.get(HALLS + "?limit=1000&matter=" + query).json().path("items").forEach(halls::add);
        return halls;
    }

    private static List<String> placesOf(List<JsonNode> halls) {
        return halls.stream().map(hall -> hall.path("place").asText()).toList();
    }

    private static Instant first(JsonNode hall) {
        return hall.path("earliest").isTextual()
                ? OffsetDateTime.parse(hall.path("earliest").asText()).toInstant()
                : Instant.MAX;
    }

    @Test
    void aPlaceSaysWhatItTakesBookingsForAndItsFirstFreeTimeForAnyOfIt() {
        Set<String> matters = new TreeSet<>();
        api.get(HALLS + "/" + HALL)
                .json()
                .path("queues")
                .forEach(queue -> queue.path("matters").fieldNames().forEachRemaining(matters::add));
        Instant first = matters.stream()
                .flatMap(matter -> halls(matter).stream())
                .filter(hall -> hall.path("place").asText().equals(HALL))
                .map(AppointmentsOverHttpTest::first)
                .min(Comparator.naturalOrder())
                .orElseThrow();

        JsonNode booking = api.get("/api/v1/places/" + HALL).json().path("booking");

        Set<String> said = new TreeSet<>();
        booking.path("matters").forEach(matter -> said.add(matter.asText()));
        assertThat(said).hasSizeGreaterThan(3).isEqualTo(matters);
        assertThat(first(booking)).isBetween(first, first.plus(Duration.ofHours(1)));
        assertThat(api.get("/api/v1/places/library-1").json().path("booking").isNull())
                .isTrue();
    }

    @Test
    void hallsAreLimitedByDayAndDistanceAndPlacesSortedByTheirFirstFreeTime() {
        String where = "&lon=" + LON + "&lat=" + LAT;
        List<JsonNode> near = halls("social_card&sort=distance" + where);
        assertThat(near).hasSizeGreaterThan(1);
        double metres = near.get(0).path("distance_metres").asDouble();

        assertThat(placesOf(halls("social_card" + where + "&within=" + (metres + 1))))
                .containsExactly(near.get(0).path("place").asText());
        assertThat(halls("social_card&by=2020-01-01")).isEmpty();
        List<JsonNode> soon = halls("social_card");
        String day = soon.get(0).path("earliest").asText().substring(0, 10);
        assertThat(placesOf(halls("social_card&by=" + day)))
                .isEqualTo(placesOf(soon.stream()
                        .filter(hall -> hall.path("earliest").asText().startsWith(day))
                        .toList()));

        Map<String, Instant> firsts = soon.stream()
                .collect(Collectors.toMap(hall -> hall.path("place").asText(), hall -> first(hall)));
        List<Instant> order = new ArrayList<>();
        api.get("/api/v1/places?limit=1000&sort=earliest&matter=social_card")
                .json()
                .path("items")
                .forEach(place ->
                        order.add(firsts.getOrDefault(place.path("code").asText(), Instant.MAX)));
        assertThat(order).isSorted().hasSizeGreaterThan(1);
        assertThat(order.get(0)).isBefore(Instant.MAX);
    }

    private static JsonNode times(String hall) {
        return api.get(HALLS + "/" + hall + "/availability?matter=social_card")
                .json()
                .path("times");
    }

    /** One that no other test of this class uses. */
    private static String time(String hall, int fromTheEnd) {
        JsonNode times = times(hall);
        return times.get(times.size() - fromTheEnd).path("starts_at").asText();
    }

    private static Map<String, Object> visit(String hall, String start) {
        Map<String, Object> visit = new HashMap<>();
        visit.put("hall", hall);
        visit.put("matters", List.of("social_card"));
        visit.put("starts_at", start);
        visit.put("lon", LON);
        visit.put("lat", LAT);
        return visit;
    }

    private static ApiClient.Answer with(JsonNode held, String what, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("token", held.path("token").asText());
        return api.postJson(BOOKINGS + "/" + held.path("booking").path("id").asText() + what, body);
    }

    @Test
    void theHallsForAMatterSayWhoMayActAndHowSoon() {
        JsonNode halls = api.get(HALLS + "?matter=social_card&sort=distance&lon=" + LON + "&lat=" + LAT)
                .json()
                .path("items");

        assertThat(halls).anySatisfy(hall -> {
            assertThat(hall.path("place").asText()).isEqualTo(HALL);
            assertThat(hall.path("fit").asText()).isEqualTo("in_charge");
            assertThat(hall.path("earliest").asText()).endsWith("+08:00");
        });
        assertThat(halls)
                .anySatisfy(hall -> assertThat(hall.path("fit").asText()).isEqualTo("not_in_charge"));
        assertThat(halls.get(0).path("distance_metres").asDouble())
                .isLessThan(halls.get(halls.size() - 1).path("distance_metres").asDouble());
        assertThat(api.get(HALLS + "?matter=social_card&eligible=true&lon=" + LON + "&lat=" + LAT)
                        .json()
                        .path("items"))
                .noneSatisfy(hall -> assertThat(hall.path("fit").asText()).isEqualTo("not_in_charge"));
        assertThat(codes(HALLS + "?matter=social_card&q=dongqiao", "place")).containsExactly(HALL);
        assertThat(codes(HALLS + "/matters", "code"))
                .contains("social_card")
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(codes(HALLS + "?matter=social_card&q=nowhere", "place")).isEmpty();
        assertThat(api.get(HALLS + "/" + HALL)
                        .json()
                        .path("queues")
                        .get(0)
                        .path("matters")
                        .has("social_card"))
                .isTrue();
        refusal(api.get(HALLS + "/library-1"), 404, "unknown_hall", "hall");
        refusal(api.get(HALLS + "?matter=social_card&sort=distance"), 400, "missing_parameter", "lon");
    }

    /** As the list of places says it. */
    @Test
    void hallsThatAreOpenNowAreThoseOfThePlaces() {
        String openPlaces = "/api/v1/places?open_now=true&limit=100";
        List<String> open;
        List<String> shown;
        do { // once more when some opened or closed meanwhile
            open = codes(openPlaces, "code");
            shown = codes(HALLS + "?matter=social_card&open_now=true", "place");
        } while (!open.equals(codes(openPlaces, "code")));
        List<String> halls = codes(HALLS + "?matter=social_card", "place");
        halls.retainAll(open);

        assertThat(shown).containsExactlyInAnyOrderElementsOf(halls);
    }

    private static List<String> codes(String path, String field) {
        List<String> codes = new ArrayList<>();
        api.get(path)
                .json()
                .path("items")
                .forEach(item -> codes.add(item.path(field).asText()));
        return codes;
    }

    /** The last days may be a weekend, or holidays. */
    @Test
    void allOfTheDemosHallsHaveTimesForAFortnight() {
        JsonNode halls = api.get(HALLS + "?matter=social_card").json().path("items");

        assertThat(halls).hasSize(4).allSatisfy(hall -> {
            JsonNode state = api.get(HALLS + "/" + hall.path("place").asText() + "/availability?matter=social_card")
                    .json();
            List<Integer> open = new ArrayList<>();
            for (int i = 0; i < state.path("days").size(); i++) {
                if (state.path("days").get(i).path("free").asInt() > 0) {
                    open.add(i);
                }
            }
            assertThat(state.path("days")).hasSize(15);
            assertThat(open)
                    .as("also when a week of holidays is among them")
                    .hasSizeGreaterThan(3)
                    .last()
                    .satisfies(last -> assertThat(last).isGreaterThan(7));
        });
    }

    /** The same that the halls say of themselves. */
    @Test
    void placesAreFilteredByWhoHasAFreeTimeSoon() {
        LocalDate today = today();
        try {
            areFilteredByWhoHasAFreeTime(today.plusDays(7));
        } catch (AssertionError e) {
            if (today.equals(today())) {
                throw e;
            }
            areFilteredByWhoHasAFreeTime(today().plusDays(7)); // a day has ended meanwhile
        }
        refusal(api.get("/api/v1/places?free_days=7"), 400, "missing_parameter", "matter");
    }

    /** The hall's, by the server's clock. */
    private static LocalDate today() {
        String first = api.get(HALLS + "/" + HALL + "/availability?matter=social_card")
                .json()
                .path("days")
                .path(0)
                .path("day")
                .asText();
        return LocalDate.parse(first);
    }

    private static void areFilteredByWhoHasAFreeTime(LocalDate end) {
        int without = 0;
        for (String matter : api.get("/api/v1/matters").json().path("items").findValuesAsText("code")) {
            String query = "/api/v1/places?limit=1000&matter=" + matter;
            List<String> all = codes(query, "code");
            List<String> free = new ArrayList<>(all);
            free.retainAll(freeBefore(end, matter));
            assertThat(codes(query + "&free_days=7", "code")).as(matter).containsExactlyInAnyOrderElementsOf(free);
            without += all.size() - free.size();
        }

        assertThat(without).isPositive();
        assertThat(codes("/api/v1/places?matter=social_card&free_days=7", "code"))
                .contains(HALL);
    }

    private static List<String> freeBefore(LocalDate end, String matter) {
        List<String> free = new ArrayList<>();
        for (JsonNode hall :
                api.get(HALLS + "?limit=1000&matter=" + matter).json().path("items")) {
            String earliest = hall.path("earliest").asText("");
            if (earliest.matches("\\d{4}-.*")
                    && LocalDate.parse(earliest.substring(0, 10)).isBefore(end)) {
                free.add(hall.path("place").asText());
            }
        }
        return free;
    }

    @Test
    void listAndCalendarAreTwoViewsOfOneState() {
        JsonNode state =
                api.get(HALLS + "/" + HALL + "/availability?matter=social_card").json();
        int free = 0;
        for (JsonNode day : state.path("days")) {
            free += day.path("free").asInt();
        }
        assertThat(free).isEqualTo(state.path("times").size());
        assertThat(state.path("days")).hasSize(15);
    }

    @Test
    void fromAHoldToABookingAndAway() {
        ApiClient.Answer created = api.postJson(BOOKINGS, visit(HALL, time(HALL, 1)));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        JsonNode held = created.json();
        assertThat(held.path("booking").path("hold_seconds").asInt()).isBetween(580, 600);
        assertThat(held.path("token").asText()).hasSizeGreaterThanOrEqualTo(22);
        refusal(with(held, "/confirm", Map.of("name", "韩梅梅", "phone", "12")), 400, "bad_phone", "phone");
        refusal(with(held, "/confirm", Map.of("name", " ", "phone", "13800004321")), 400, "invalid_field", "name");
        assertThat(with(held, "/extend", Map.of()).status()).isEqualTo(200);

        refusal(
                with(held, "/confirm", Map.of("name", "韩梅梅", "phone", "13800004321", "booked_by", " ")),
                400,
                "invalid_field",
                "booked_by");
        JsonNode booked = with(held, "/confirm", Map.of("name", "韩梅梅", "phone", "13800004321", "booked_by", "李雷雷"))
                .json();
        assertThat(booked.path("state").asText()).isEqualTo("confirmed");
        assertThat(booked.path("name").asText()).isEqualTo("韩**");
        assertThat(booked.path("booked_by").asText()).as("a relative").isEqualTo("李**");
        assertThat(booked.path("phone").asText()).endsWith("****4321");
        JsonNode found = api.postJson(
                        BOOKINGS + "/find",
                        Map.of("number", booked.path("number").asText(), "phone", "138 0000 4321"))
                .json();
        assertThat(with(found, "/status", Map.of()).json()).isEqualTo(booked);
        atAKiosk(booked);
        staffCall(booked);
        ApiClient.Answer calendar = with(held, "/calendar", Map.of());
        assertThat(calendar.header("Content-Type")).startsWith("text/calendar");
        assertThat(calendar.text()).startsWith("BEGIN:VCALENDAR\r\n").contains("STATUS:CONFIRMED");
        assertThat(calendar.text().lines())
                .allSatisfy(line -> assertThat(line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                        .isLessThanOrEqualTo(75));

        String later = time(HALL, 2);
        JsonNode moved = with(held, "/reschedule", Map.of("starts_at", later)).json();
        assertThat(moved.path("starts_at").asText()).isEqualTo(later);
        assertThat(with(held, "/cancel", Map.of()).json().path("state").asText())
                .isEqualTo("cancelled");
        refusal(with(held, "/reschedule", Map.of("starts_at", later)), 409, "wrong_state", null);
    }

    /** Whom the hall cannot see is called: with a reason, by the hall's own staff, recorded. */
    private static void staffCall(JsonNode booked) {
        ApiClient admin = loggedIn("admin");
        String id = booked.path("id").asText();
        String path = "/bookings/" + id + "/contact";
        refusal(admin.postJson(HALLS + "/" + HALL + path, Map.of("reason", " ")), 400, "invalid_field", "reason");
        refusal(admin.postJson(HALLS + "/hall-990101002" + path, Map.of("reason", "x")), 404, "unknown_booking", null);
        assertThat(admin.postJson(HALLS + "/" + HALL + path, Map.of("reason", "停电改期"))
                        .json()
                        .path("phone")
                        .asText())
                .isEqualTo("+8613800004321");
        assertThat(admin.get("/api/v1/audit?action=phone_opened&subject=booking:" + id)
                        .json()
                        .path("items")
                        .findValuesAsText("reason"))
                .containsExactly("停电改期");
    }

    /** Counted for the pass and not for the address; so there is one, and of this hall. */
    private static void atAKiosk(JsonNode booked) {
        String pass = loggedIn("admin")
                .get(HALLS + "/" + HALL + "/kiosk")
                .json()
                .path("pass")
                .asText();
        Map<String, String> asked =
                Map.of("pass", pass, "number", booked.path("number").asText(), "phone", "13800004321");
        ApiClient.Answer found = api.postJson(HALLS + "/" + HALL + "/kiosk/bookings", asked);
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.json().path("booking").path("number")).isEqualTo(booked.path("number"));
        refusal(api.postJson(HALLS + "/hall-990101002/kiosk/bookings", asked), 403, "bad_kiosk_pass", "pass");
    }

    @Test
    void aFullSlotIsRefusedWithAlternatives() {
        String start = time(HALL, 4);
        for (int i = 0; i < 4; i++) {
            assertThat(api.postJson(BOOKINGS, visit(HALL, start)).status()).isEqualTo(201);
        }

        ApiClient.Answer refused = api.postJson(BOOKINGS, visit(HALL, start));

        refusal(refused, 409, "slot_full", "starts_at");
        assertThat(refused.json().path("alternatives")).isNotEmpty();
    }

    @Test
    void whatIsSentTwiceWithOneKeyIsHeldOnce() {
        String start = time(HALL, 6);
        String key = "double-submit-1";
        JsonNode once = api.postJson(BOOKINGS, visit(HALL, start), "Idempotency-Key", key)
                .json();
        JsonNode twice = api.postJson(BOOKINGS, visit(HALL, start), "Idempotency-Key", key)
                .json();

        assertThat(twice).isEqualTo(once);
        refusal(
                api.postJson(BOOKINGS, visit(HALL, time(HALL, 7)), "Idempotency-Key", key),
                409,
                "key_reused",
                "Idempotency-Key");
    }

    @Test
    void wrongVisitsAreRefusedEachWithItsCode() {
        refusal(api.postJson(BOOKINGS, visit(HALL, "2020-01-01T09:00:00+08:00")), 409, "past_slot", "starts_at");
        refusal(api.postJson(BOOKINGS, visit("library-1", time(HALL, 8))), 404, "unknown_hall", "hall");
        refusal(
                api.postJson(BOOKINGS, visit("hall-990101003", time("hall-990101003", 1))),
                409,
                "hall_not_in_charge",
                "hall");
        Map<String, Object> nowhere = visit(HALL, time(HALL, 8));
        nowhere.remove("lon");
        nowhere.remove("lat");
        refusal(api.postJson(BOOKINGS, nowhere), 400, "location_needed", "lon");
        Map<String, Object> internal = visit(HALL, time(HALL, 8));
        internal.put("quota", "internal");
        refusal(api.postJson(BOOKINGS, internal), 400, "invalid_field", "quota");
        assertThat(loggedIn("operator").postJson(BOOKINGS, internal).status()).isEqualTo(201);
        refusal(api.postJson(BOOKINGS + "/17/status", Map.of("token", "foreign")), 404, "unknown_booking", null);
    }

    /** As the page sends it for who was located, or chose a street: with the radius in which it lies. */
    @Test
    void whoWasLocatedWaitsForTheHallInCharge() {
        Map<String, Object> wish = new HashMap<>(
                Map.of("hall", HALL, "matters", List.of("social_card"), "name", "韩梅梅", "phone", "13800007788"));
        LocalDate today = today();
        wish.putAll(Map.of(
                "first_day", today.toString(), "last_day", today.plusDays(14).toString()));
        wish.putAll(Map.of("lon", LON, "lat", LAT, "accuracy", 35));

        ApiClient.Answer joined = api.postJson("/api/v1/waitlist", wish);

        assertThat(joined.status()).as(joined.text()).isEqualTo(201);
        String entry =
                "/api/v1/waitlist/" + joined.json().path("entry").path("id").asText();
        api.postJson(
                entry + "/cancel", Map.of("token", joined.json().path("token").asText()));
        wish.put("accuracy", 2500);
        refusal(api.postJson("/api/v1/waitlist", wish), 400, "location_needed", "lon");
    }

    private static JsonNode booked(String start, ApiClient by, Map<String, ?> contact) {
        JsonNode held = by.postJson(BOOKINGS, visit(HALL, start)).json();
        Map<String, Object> body = new HashMap<>(contact);
        body.put("token", held.path("token").asText());
        return by.postJson(BOOKINGS + "/" + held.path("booking").path("id").asText() + "/confirm", body)
                .json();
    }

    /** Found by the number that calls, of nobody else, by operators only, and recorded. */
    @Test
    void operatorsFindACallersBookingsAndCancelForThem() {
        String phone = "13800009911";
        JsonNode booking = booked(time(HALL, 12), api, Map.of("name", "韩梅梅", "phone", phone));
        String id = booking.path("id").asText();
        ApiClient operator = loggedIn("operator");
        Map<String, String> asked = Map.of("phone", "138 0000 9911", "reason", "来电取消");

        JsonNode found = operator.postJson(BOOKINGS + "/callers", asked).json().path("items");
        assertThat(found).containsExactly(booking);
        assertThat(operator.postJson(BOOKINGS + "/callers", Map.of("phone", "13800009912", "reason", "x"))
                        .json()
                        .path("items"))
                .isEmpty();
        String open = BOOKINGS + "/callers/" + id + "/open";
        refusal(operator.postJson(open, Map.of("phone", "13800009912", "reason", "x")), 404, "unknown_booking", null);
        refusal(operator.postJson(open, Map.of("phone", phone, "reason", " ")), 400, "invalid_field", "reason");
        refusal(loggedIn("handler").postJson(open, asked), 403, "forbidden", null);
        ApiClient admin = loggedIn("admin");
        for (Map<String, String> elsewhere : ELSEWHERE) {
            ApiClient bound = operatorOf(admin, elsewhere);
            Map<String, String> outside = Map.of("phone", phone, "reason", "别处");
            assertThat(bound.postJson(BOOKINGS + "/callers", outside).json().path("items"))
                    .as("%s", elsewhere)
                    .isEmpty();
            refusal(bound.postJson(open, outside), 404, "unknown_booking", null);
        }
        assertThat(operatorOf(admin, Map.of("unit", "S001"))
                        .postJson(BOOKINGS + "/callers", Map.of("phone", phone, "reason", "本街道"))
                        .json()
                        .path("items"))
                .containsExactly(booking);
        JsonNode opened = operator.postJson(open, asked).json();
        JsonNode cancelled = operator.postJson(
                        BOOKINGS + "/" + id + "/cancel",
                        Map.of("token", opened.path("token").asText()))
                .json();
        assertThat(cancelled.path("state").asText()).isEqualTo("cancelled");
        assertThat(reasons(admin, "booking_opened", "booking:" + id)).containsExactly("来电取消");
        assertThat(reasons(admin, "caller_bookings_opened", "booking:" + id)).containsExactly("本街道", "来电取消");
        assertThat(reasons(admin, "caller_bookings_opened", "bookings:0")).containsExactly("别处", "别处", "x");
    }

    private static final List<Map<String, String>> ELSEWHERE =
            List.of(Map.of("unit", "S002"), Map.of("area_level", "subdistrict", "area", "990101002"));

    private static List<String> reasons(ApiClient admin, String action, String subject) {
        return admin.get("/api/v1/audit?action=" + action + "&subject=" + subject)
                .json()
                .path("items")
                .findValuesAsText("reason");
    }

    private static ApiClient operatorOf(ApiClient admin, Map<String, String> bound) {
        String login =
                "operator-" + String.join("-", new TreeMap<>(bound).values()).toLowerCase(Locale.ROOT);
        Map<String, Object> account = new HashMap<>(bound);
        account.putAll(Map.of("login", login, "name", login, "roles", List.of("operator")));
        String first = admin.postJson("/api/v1/accounts", account)
                .json()
                .path("one_time_password")
                .asText();
        ApiClient client = api.fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", first));
        client.takeCsrfToken();
        client.putJson("/api/v1/session/password", Map.of("old_password", first, "new_password", "海淀公园里的第七张旧长椅"));
        return client.takeCsrfToken();
    }

    /** With an account nothing is typed twice: its phone confirms, and its own bookings open by themselves. */
    @Test
    void anAccountConfirmsWithItsPhoneAndOpensItsOwn() {
        ApiClient citizen = citizen("13800009922");
        JsonNode own = booked(time(HALL, 14), citizen, Map.of("name", "李雷"));
        assertThat(own.path("phone").asText()).startsWith("+86").endsWith("22").contains("*");
        String open = BOOKINGS + "/mine/" + own.path("id").asText() + "/open";

        JsonNode opened = citizen.postJson(open, Map.of()).json();
        assertThat(opened.path("booking")).isEqualTo(own);
        assertThat(with(opened, "/status", Map.of()).json()).isEqualTo(own);
        refusal(citizen("13800009923").postJson(open, Map.of()), 404, "unknown_booking", null);
        assertThat(api.postJson(open, Map.of()).status()).isEqualTo(401);
    }

    private static ApiClient citizen(String phone) {
        ApiClient client = api.fresh();
        String code = client.postJson("/api/v1/session/codes", Map.of("contact", phone))
                .json()
                .path("demo_code")
                .asText();
        client.postJson("/api/v1/session/citizen", Map.of("contact", phone, "code", code));
        return client.takeCsrfToken();
    }

    /** A lead sees the halls of the own unit, an administrator all; as a table for spreadsheets, too. */
    @Test
    void allHallsAreCountedInOneTable() {
        LocalDate today = today();
        String path = HALLS + "/statistics?from=" + today + "&to=" + today.plusDays(14);
        ApiClient admin = loggedIn("admin");

        JsonNode rows = admin.get(path).json().path("items");
        assertThat(rows).hasSize(4).allSatisfy(row -> {
            assertThat(row.path("seats").asInt()).isPositive();
            assertThat(row.path("hall_name").path("zh").asText()).isNotEmpty();
        });
        assertThat(admin.get(path + "&area=subdistrict:990101001").json().path("items"))
                .extracting(row -> row.path("hall").asText())
                .containsExactly(HALL);
        assertThat(admin.get(path + "&by=hall_and_matter").json().path("items"))
                .allSatisfy(row -> assertThat(row.path("seats").isNull()).isTrue());
        assertThat(admin.get(path, "Accept", "text/csv").text().lines()).hasSize(5);
        assertThat(loggedIn("lead").get(path).json().path("items").size()).isLessThan(4);
        refusal(
                admin.get(path.replace("&to=" + today.plusDays(14), "&to=" + today.minusDays(1))),
                400,
                "invalid_parameter",
                "to");
        refusal(loggedIn("operator").get(path), 403, "forbidden", null);
    }

    @Test
    void staffChangeTheirHallsSchedule() {
        ApiClient admin = loggedIn("admin");
        String path = HALLS + "/hall-990101002/schedule";
        Map<String, Object> body =
                new ObjectMapper().convertValue(admin.get(path).json(), new TypeReference<Map<String, Object>>() {});
        body.remove("place");
        body.remove("planned_until");

        JsonNode same = admin.postJson(path + "/preview", body).json();
        assertThat(same.path("added_slots").asInt()).isZero();
        body.put("queues", List.of());
        body.put("counters", List.of());
        refusal(admin.putJson(path, body), 409, "queue_in_use", "queues");
        assertThat(api.get(path).status()).isEqualTo(401);
    }
}
