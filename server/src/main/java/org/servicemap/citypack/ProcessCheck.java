package org.servicemap.citypack;

import static java.util.Map.entry;
import static org.servicemap.citypack.Shape.ANYTHING;
import static org.servicemap.citypack.Shape.NAME;
import static org.servicemap.citypack.Shape.REGEX;
import static org.servicemap.citypack.Shape.TEXT;
import static org.servicemap.citypack.Shape.TRUTH;
import static org.servicemap.citypack.Shape.block;
import static org.servicemap.citypack.Shape.integer;
import static org.servicemap.citypack.Shape.list;
import static org.servicemap.citypack.Shape.number;
import static org.servicemap.citypack.Shape.textOr;
import static org.servicemap.citypack.Shape.word;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.areas.EmergencyNumber;
import org.servicemap.calendars.HeatingSeason;
import org.servicemap.calendars.Limit;
import org.servicemap.incidents.IncidentRules;
import org.servicemap.notifications.templates.TemplateException;
import org.servicemap.notifications.templates.Templates;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.ClockRule;
import org.servicemap.requests.lifecycle.ProcessRules;
import org.servicemap.requests.lifecycle.Way;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.routing.Terms;
import org.servicemap.text.Attempts;
import org.servicemap.text.YamlNode;
import org.servicemap.units.CategoryAttributes;

/**
 * The pack's {@code process} block: what the program reads of it later is read once at import, so that a mistake is the
 * import's, with its line, and not a page's that fails. A key that nobody reads is a mistake too.
 */
final class ProcessCheck {
    private static final int MONTHS = 1200;
    private static final int TIMES = 1000;
    private static final int DAY_SECONDS = 86_400;

    private static final Shape WORDS = list(textOr(block(Map.of("id", TEXT, "name", NAME), "id")));

    private static final Shape LIMIT = (path, node) -> {
        Shape amount = integer(0, 100_000);
        Map<String, Shape> units = new java.util.TreeMap<>();
        for (Limit.Unit unit : Limit.Unit.values()) {
            units.put(unit.key(), amount);
        }
        block(units).check(path, node);
        if (node.entries().size() != 1) {
            throw CityPack.fault(path, "a limit is {hours: 2}, {days: 7} or {working_days: 15}");
        }
    };

    private static final Shape CLOCK = block(
            Map.of(
                    "id", TEXT,
                    "starts", list(word(ClockRule.Signal.class)),
                    "ends", list(word(ClockRule.Signal.class)),
                    "pauses", list(word(ClockRule.Pause.class)),
                    "limit", LIMIT,
                    "tells", list(word(ClockRule.Told.class)),
                    "escalates", list(word(ClockRule.Told.class))),
            "id",
            "starts",
            "ends");

    private static final Shape RATES = block(Map.of(
            "weights",
            block(Map.of("response", number(0, 1), "resolution", number(0, 1), "satisfaction", number(0, 1))),
            "basically_satisfied",
            number(0, 1),
            "window_starts_on_day",
            integer(1, 28),
            "least_callbacks_to_rank",
            integer(0, Integer.MAX_VALUE)));

    private static final Shape PROCESS = block(Map.ofEntries(
            entry("unit_kinds", WORDS),
            entry("request_kinds", WORDS),
            entry("channels", WORDS),
            entry("diversions", WORDS),
            entry("flags", list(textOr(block(Map.of("id", TEXT, "name", NAME, "urgency", TEXT), "id")))),
            entry("outcomes", WORDS),
            entry("satisfactions", WORDS),
            entry("urgency_classes", list(textOr(block(Map.of("id", TEXT, "name", NAME, "limit", LIMIT), "id")))),
            entry("clocks", list(CLOCK)),
            entry("whistle", TRUTH),
            entry("undo_seconds", integer(0, DAY_SECONDS)),
            entry(
                    "callback",
                    block(Map.of(
                            "attempts",
                            integer(1, TIMES),
                            "reworks",
                            integer(0, TIMES),
                            "unreached",
                            WORDS,
                            "precedence",
                            list(word(Way.class)),
                            "late",
                            LIMIT,
                            "link",
                            LIMIT))),
            entry("sealed_identity", block(Map.of("kinds", list(TEXT), "roles", list(word(Actor.class))))),
            entry(
                    "statistics",
                    block(Map.of(
                            "k",
                            integer(2, 1000),
                            "finest_level",
                            TEXT,
                            "days",
                            integer(0, 366),
                            "licence",
                            block(Map.of("name", NAME, "link", TEXT), "name")))),
            entry(
                    "courtyard",
                    block(Map.of(
                            "answer_days", integer(1, 250),
                            "most_open", integer(1, 100),
                            "most_per_day", integer(1, 100),
                            "remind_days", integer(1, 60),
                            "close_days", integer(1, 366)))),
            entry(
                    "governance",
                    block(Map.of(
                            "days", integer(7, 366),
                            "least_requests", integer(2, 100_000),
                            "least_people", integer(2, 1000),
                            "least_by_petitioner", integer(2, 1000),
                            "least_shown", integer(2, 1000)))),
            entry("heating_season", block(Map.of("from", TEXT, "until", TEXT), "from", "until")),
            entry("suggestions", block(Map.of("kinds", list(TEXT), "outcomes", WORDS))),
            entry("contact_openings", block(Map.of("most", integer(1, 100_000), "hours", integer(1, 720)))),
            entry("rates", RATES),
            entry(
                    "retention",
                    block(Map.of(
                            "requests_months", integer(1, MONTHS),
                            "bookings_months", integer(1, MONTHS),
                            "archive_months", integer(12, MONTHS),
                            "calls_months", integer(1, MONTHS),
                            "changes_months", integer(1, MONTHS),
                            "messages_months", integer(1, MONTHS)))),
            entry(
                    "phone",
                    block(Map.of(
                            "country", integer(1, 999), "trunk", TEXT, "area", TEXT, "mobile", REGEX, "local", REGEX))),
            entry("place_corrections", block(Map.of("kind", TEXT, "category", TEXT))),
            entry("emergency_numbers", list(block(Map.of("number", TEXT, "name", NAME), "number", "name"))),
            // these check themselves, below or when they are used
            entry("attributes", ANYTHING),
            entry("incidents", ANYTHING),
            entry("templates", ANYTHING),
            entry("imports", ANYTHING)));

    /** What the program makes of it; each says what it does not understand. */
    private static final List<Consumer<Map<String, Object>>> MEANINGS = List.of(
            EmergencyNumber::of,
            IncidentRules::of,
            CategoryAttributes::of,
            Terms::of,
            ProcessRules::of,
            RateRules::of,
            HeatingSeason::of,
            ProcessCheck::phone);

    private ProcessCheck() {}

    /**
     * @param written the block as it stands in the file
     * @param process the same, read
     * @throws PackException all that is wrong with it; of what it means only when its form is right
     */
    static void require(YamlNode written, Map<String, Object> process, String defaultLanguage) {
        PROCESS.check("process", written);
        Attempts<PackException> attempts = new Attempts<>(PackException.class);
        for (Consumer<Map<String, Object>> meaning : MEANINGS) {
            attempts.run(() -> understand(meaning, process));
        }
        attempts.run(() -> templates(process, defaultLanguage));
        if (!attempts.faults().isEmpty()) {
            throw PackException.ofAll(attempts.faults());
        }
    }

    private static void understand(Consumer<Map<String, Object>> meaning, Map<String, Object> process) {
        try {
            meaning.accept(process);
        } catch (IllegalArgumentException e) {
            throw named(String.valueOf(e.getMessage()));
        }
    }

    private static void templates(Map<String, Object> process, String defaultLanguage) {
        try {
            Templates.of(process.get("templates"), defaultLanguage);
        } catch (TemplateException e) {
            throw CityPack.fault("process.templates", String.valueOf(e.getMessage()));
        }
    }

    @SuppressWarnings("unchecked") // a block has text keys: its shape was checked
    private static void phone(Map<String, Object> process) {
        PhoneFormat.of((Map<String, ?>) process.get("phone"));
    }

    /** Their messages begin with the key. */
    private static PackException named(String message) {
        int colon = message.indexOf(": ");
        boolean hasKey = colon > 0 && message.substring(0, colon).matches("process(\\.\\w+)+");
        return hasKey
                ? CityPack.fault(message.substring(0, colon), message.substring(colon + 2))
                : CityPack.fault("process", message);
    }
}
