package org.servicemap.requests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.areas.AreaRegistry;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.Cities;
import org.servicemap.attachments.AttachmentDirectory;
import org.servicemap.attachments.Attachments;
import org.servicemap.calendars.Calendars;
import org.servicemap.citypack.CityParts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.citypack.ImportOptions;
import org.servicemap.citypack.PackImport;
import org.servicemap.gazetteer.Gazetteer;
import org.servicemap.incidents.Incidents;
import org.servicemap.knowledge.Articles;
import org.servicemap.notifications.Outbox;
import org.servicemap.notifications.Webhooks;
import org.servicemap.notifications.templates.Templates;
import org.servicemap.requests.demo.DemoRhythm;
import org.servicemap.requests.language.DemoTexts;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.routing.Catalogues;
import org.servicemap.storage.Database;
import org.servicemap.units.Units;

/** The tiny city pack in a database, with requests over it and a clock that stands until it is moved. */
final class Town {
    static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    final Database database;
    final TestClock clock = new TestClock(START);
    final RequestStore store = new RequestStore();
    final SideStore side = new SideStore();
    final List<Told> told = new ArrayList<>();
    final List<ToldWith> toldWith = new ArrayList<>();
    final Intake intake;
    final Requests requests;
    final ClockWork clockWork;
    final PetitionerAccess access;
    final Petitioners petitioners;
    final Calls calls;
    final Desk desk;
    final ContactOpenings openings;

    /** As of the tests that set it; else the standard ones. */
    volatile OpeningRules openingRules = OpeningRules.STANDARD;

    final Incidents incidents;
    final Followers followers;
    final CallbackLinks links;
    final Attachments attachments;
    final Outbox outbox;
    final Webhooks webhooks;
    final UnitTree tree;
    final CityNames names;
    final RequestImports imports;
    final Units units;
    final Cities cities;
    final AreaRegistry areas;
    final Keyset keys;
    final CityRules rules;
    final PublicRequests published;
    final Persons persons;
    final RecordsElsewhere beside = new RecordsElsewhere();
    private final Function<Clock, Retention> retention;
    private final Function<LowConfidence, DemoHistory.Parts> demo;

    /** What messages of a step are filled with. */
    record ToldWith(String number, Map<String, String> params) {}

    /** A message that would have been sent. */
    record Told(String number, Notice.Kind kind, @Nullable String unit) {}

    private static final Map<Database, Town> TOWNS = new java.util.concurrent.ConcurrentHashMap<>();

    /** The town of a database, imported when first asked for. */
    static Town in(Database database) {
        return TOWNS.computeIfAbsent(database, Town::new);
    }

    private Town(Database database) {
        this.database = database;
        Path data = temporary();
        cities = new Cities(database);
        units = new Units(database);
        Calendars calendars = new Calendars(database);
        Catalogues catalogues = new Catalogues(database, () -> cities.find().orElseThrow(), units, calendars);
        AreaVersions versions = new AreaVersions(database, List.of());
        areas = new AreaRegistry(database, versions, data, clock);
        Gazetteer gazetteer = new Gazetteer(database);
        PackImport packs = new PackImport(
                new CityParts(database, versions, areas, cities, units, calendars, catalogues, gazetteer));
        var outcome = packs.draft(Path.of("..", "gis-data", "tiny"), ImportOptions.WHOLE_PACK, ImportListener.SILENT);
        var version = java.util.Objects.requireNonNull(
                outcome.version(), () -> outcome.report().toString());
        packs.publish(version.id(), version.effectiveFrom(), false);
        areas.refresh();
        keys = Keyset.openOrCreate(data.resolve("keys"));
        tree = new UnitTree(units.current().directory());
        rules = new CityRules(() -> cities.find().orElseThrow(), calendars, tree::parent);
        petitioners = new Petitioners(
                database, keys.cipher(), keys.index(), () -> rules.current().phones());
        Journal journal = new Journal(store, side);
        outbox = new Outbox(database, keys, () -> Templates.of(null, "zh"), clock);
        webhooks = new Webhooks(database, outbox, keys.cipher(), clock);
        links = new CallbackLinks(clock);
        Notices messages = new OutboxNotices(
                outbox, webhooks, petitioners, new CityNames(areas, units), rules, links, "https://map.example.org");
        Notices notices = (writes, request, list, params, contact) -> {
            list.forEach(notice -> told.add(new Told(request.number().digits(), notice.kind(), notice.unit())));
            toldWith.add(new ToldWith(request.number().digits(), params));
            messages.send(writes, request, list, params, contact);
        };
        attachments = new Attachments(database, new AttachmentDirectory(data.resolve("attachments")), keys, clock);
        RequestFiles files = new RequestFiles(attachments);
        Routing routing = new Routing(catalogues::published, units);
        published = new PublicRequests(
                database, new CityNames(areas, units), () -> rules.current().zone());
        names = new CityNames(areas, units);
        intake = new Intake(new Intake.Parts(
                database,
                areas,
                routing,
                rules,
                petitioners,
                journal,
                notices,
                keys.index(),
                clock,
                point -> false,
                files));
        imports = new RequestImports(
                database,
                intake,
                names,
                rules,
                (words, least) -> words.equals("书院街3号") && least <= 0.8
                        ? new Where(Where.Kind.ADDRESS, 116.4215, 39.9072, null, 15.0, null, null, words)
                        : null);
        followers = new Followers(database, store, petitioners, keys.index(), new CityNames(areas, units), clock);
        Notices toFollowers = new FollowerNotices(notices, followers, petitioners, outbox, "https://map.example.org");
        requests = new Requests(
                database,
                store,
                side,
                journal,
                rules,
                toFollowers,
                clock,
                files,
                new Corrections(new AreasInForce(areas, rules, clock), routing, point -> false, names, store, side),
                new KnownUnits(names));
        clockWork = new ClockWork(database, store, requests, notices, clock);
        access = new PetitionerAccess(database, store, intake, followers, clock);
        openings = new ContactOpenings(database, () -> openingRules, names);
        desk = new Desk(
                database,
                store,
                side,
                new RequestLists(() -> rules.current().terms().quickestFirst()),
                requests,
                new CityNames(areas, units),
                files,
                petitioners,
                openings,
                clock);
        Articles articles = new Articles(database, () -> ZoneOffset.UTC, clock);
        CallStore callStore = new CallStore(keys.cipher(), keys.index());
        incidents = new Incidents(
                database,
                areas,
                units,
                () -> cities.find().orElseThrow(),
                new IncidentRequests(intake, requests, store, rules),
                clock);
        calls = new Calls(database, callStore, petitioners, intake, requests, desk, rules, articles, incidents);
        persons = new Persons(
                database, petitioners, store, callStore, files, attachments, outbox, journal, beside, clock);
        retention =
                at -> new Retention(database, rules, store, side, persons, petitioners, callStore, outbox, beside, at);
        demo = piles -> new DemoHistory.Parts(
                database,
                areas,
                routing,
                rules,
                keys,
                piles,
                units.current().directory(),
                gazetteer,
                DemoTexts.parse(pack("texts.yml")),
                DemoRhythm.parse(pack("history.yml")),
                clock);
    }

    /** What a year of invented requests of this town is made from. */
    DemoHistory.Parts demo(LowConfidence piles) {
        return demo.apply(piles);
    }

    /** What gives up what is past, by another clock than the town's. */
    Retention retention(Clock at) {
        return retention.apply(at);
    }

    private static String pack(String file) {
        try {
            return Files.readString(Path.of("..", "gis-data", "beijing", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("servicemap-requests");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files a request well inside 钟楼社区 of 东桥街道 (S001). */
    Receipt file(String category) {
        return intake.file(filing(category, pin(116.4215, 39.9072, null), CONTACT), Author.PETITIONER);
    }

    /** A list without any filter. */
    static RequestQuery everything(RequestQuery.View view) {
        return new RequestQuery(view, RequestFilter.NONE);
    }

    static final Contact CONTACT = new Contact(false, "李雷", "13800001234", null, "书院街3号");

    static Where pin(double lon, double lat, @Nullable Double accuracy) {
        return new Where(Where.Kind.PIN, lon, lat, null, accuracy, null, null, null);
    }

    static Filing filing(@Nullable String category, Where where, @Nullable Contact contact) {
        return new Filing(
                "web",
                null,
                null,
                "help",
                category,
                null,
                "路边堆了很多垃圾，没人清理",
                where,
                Map.of(),
                contact,
                "zh",
                List.of(),
                null);
    }

    /** Stands still until it is moved. */
    static final class TestClock extends Clock {
        private final AtomicReference<Instant> now;

        TestClock(Instant start) {
            now = new AtomicReference<>(start);
        }

        void advance(Duration by) {
            now.updateAndGet(instant -> instant.plus(by));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
