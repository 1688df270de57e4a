package org.servicemap.requests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.attachments.AttachmentAccess;
import org.servicemap.attachments.Attachments;
import org.servicemap.calendars.Calendars;
import org.servicemap.gazetteer.Gazetteer;
import org.servicemap.http.Caller;
import org.servicemap.http.RouteGroup;
import org.servicemap.incidents.IncidentRoutes;
import org.servicemap.incidents.Incidents;
import org.servicemap.incidents.Outages;
import org.servicemap.knowledge.Articles;
import org.servicemap.notifications.Outbox;
import org.servicemap.notifications.Webhooks;
import org.servicemap.requests.demo.DemoRhythm;
import org.servicemap.requests.language.CategoryProposals;
import org.servicemap.requests.language.DemoTexts;
import org.servicemap.requests.language.Labelled;
import org.servicemap.requests.language.Seeds;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.routing.Catalogue;
import org.servicemap.storage.Database;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Units;

/** Requests of the city, wired: intake, work, clocks, and their routes. Thread-safe. */
public final class CityRequests {
    private final List<RouteGroup> routes;
    private final Intake intake;
    private final PublicRequests published;
    private final ClockWork clockWork;
    private final Heads heads;
    private final MonthStock months;
    private final HistoryCheck historyCheck;
    private final Ground ground;
    private final Routing routing;
    private final CityRules rules;
    private final CityNames names;
    private final AttachmentAccess fileAccess;
    private final CategoryProposals categories;
    private final RequestFeed feed;
    private final Retention retention;
    private final Incidents incidents;
    private final Inspections inspections;
    private final Calls calls;
    private final FieldRequests field;

    /**
     * What requests stand on.
     *
     * @param data the program's data directory: what is learned from closed requests is kept there
     * @param publicUrl where browsers find the server, without a slash at the end; empty when it was not said
     */
    public record Ground(
            Database database,
            Supplier<City> city,
            PublishedAreas areas,
            Function<AreaSnapshot, Catalogue> catalogues,
            Units units,
            Calendars calendars,
            Keyset keys,
            LowConfidence lowConfidence,
            Attachments attachments,
            Path data,
            Outbox outbox,
            Webhooks webhooks,
            String publicUrl,
            Articles articles,
            PersonalRecords beside,
            Clock clock) {}

    public CityRequests(Ground ground) {
        this.ground = ground;
        Database database = ground.database();
        Clock clock = ground.clock();
        RequestStore store = new RequestStore();
        SideStore side = new SideStore();
        Journal journal = new Journal(store, side);
        names = new CityNames(ground.areas(), ground.units());
        CityNames cityNames = names;
        rules = new CityRules(
                ground.city(), ground.calendars(), unit -> cityNames.tree().parent(unit));
        CityRules cityRules = rules;
        RequestLists lists = new RequestLists(() -> cityRules.current().terms().quickestFirst());
        published = new PublicRequests(database, names, () -> rules.current().zone());
        Petitioners petitioners = new Petitioners(
                database,
                ground.keys().cipher(),
                ground.keys().index(),
                () -> rules.current().phones());
        routing = new Routing(ground.catalogues(), ground.units());
        CallbackLinks links = new CallbackLinks(clock);
        Notices notices = new OutboxNotices(
                ground.outbox(), ground.webhooks(), petitioners, names, rules, links, ground.publicUrl());
        RequestFiles files = new RequestFiles(ground.attachments());
        intake = new Intake(new Intake.Parts(
                database,
                ground.areas(),
                routing,
                rules,
                petitioners,
                journal,
                notices,
                ground.keys().index(),
                clock,
                ground.lowConfidence(),
                files));
        Followers followers =
                new Followers(database, store, petitioners, ground.keys().index(), names, clock);
        Requests requests = new Requests(
                database,
                store,
                side,
                journal,
                rules,
                new FollowerNotices(notices, followers, petitioners, ground.outbox(), ground.publicUrl()),
                clock,
                files,
                new Corrections(
                        new AreasInForce(ground.areas(), rules, clock),
                        routing,
                        ground.lowConfidence(),
                        names,
                        store,
                        side),
                new KnownUnits(names));
        categories = new CategoryProposals(ground.data(), () -> seeds(ground.units()), new ClosedRequests(database));
        ContactOpenings openings =
                new ContactOpenings(database, () -> rules.current().openings(), names);
        Desk desk = new Desk(database, store, side, lists, requests, names, files, petitioners, openings, clock);
        inspections = new Inspections(store, files, desk);
        PetitionerAccess access = new PetitionerAccess(database, store, intake, followers, clock);
        CallStore callStore =
                new CallStore(ground.keys().cipher(), ground.keys().index());
        feed = new RequestFeed(database, store, side, desk, clock);
        incidents = new Incidents(
                database,
                ground.areas(),
                ground.units(),
                ground.city(),
                new IncidentRequests(intake, requests, store, rules),
                clock);
        field = new FieldRequests(intake, requests, store, rules);
        calls = new Calls(
                database, callStore, petitioners, intake, requests, desk, rules, ground.articles(), incidents);
        clockWork = new ClockWork(database, store, requests, notices, clock);
        RatePeriods periods = new RatePeriods(rules, clock);
        Persons persons = new Persons(
                database,
                petitioners,
                store,
                callStore,
                files,
                ground.attachments(),
                ground.outbox(),
                journal,
                ground.beside(),
                clock);
        retention = new Retention(
                database, rules, store, side, persons, petitioners, callStore, ground.outbox(), ground.beside(), clock);
        routes = List.of(
                new IntakeRoutes(intake, names, rules),
                new CallRoutes(calls, names, rules),
                new TransitionRoutes(rules),
                new WorkRoutes(desk, requests, names, rules),
                feed,
                new PersonRoutes(persons, names),
                new TemplateRoutes(new ReplyTemplates(database, names)),
                new PublicationRoutes(new Publications(database, desk, files, names), rules),
                new JoinRoutes(database, desk, incidents, names, rules),
                new SplitRoutes(new Split(database, desk, store, intake, names, requests), names, rules),
                new FollowRoutes(database, access, store, requests, names, rules, files),
                new CallbackLinkRoutes(database, links, store, requests, names, rules),
                new FollowerRoutes(followers, access, rules),
                new ContactRoutes(desk),
                new OpeningRoutes(openings),
                new IncidentRoutes(incidents, new Outages(database, incidents), clock),
                new NearbyRoutes(database, lists, desk, names, rules, clock),
                new CategoryRoutes(categories, names),
                new RateRoutes(new RateFigures(database, new RateStore(), names), desk, names, rules, periods),
                new DispatchShareRoutes(database, names, rules, periods));
        heads = Heads.of(database, ground.keys(), clock);
        months = new MonthStock(database, store, clock);
        fileAccess = (exchange, owner) ->
                RequestFiles.KINDS.contains(owner.kind()) && desk.seesAll(exchange.caller(), owner.id());
        historyCheck = new HistoryCheck(database, store, heads);
    }

    public List<RouteGroup> routes() {
        return routes;
    }

    /** The number of an operator's call; empty when it was withheld, or for another's call. */
    public Optional<String> callerOf(Caller operator, long call) {
        return calls.callerOf(operator, call);
    }

    /** Incidents that requests may follow, and planned outages. */
    public Incidents incidents() {
        return incidents;
    }

    /** Handled requests as those who inspect in the field see them. */
    public Inspections inspections() {
        return inspections;
    }

    /** What wardens bring from the street. */
    public FieldRequests field() {
        return field;
    }

    /** Counts for releases of statistics. */
    public ReleaseCounts releaseCounts() {
        return new ReleaseCounts(
                ground.database(), () -> rules.current().process().sealed().kinds());
    }

    /** Plain rows for analysis. */
    public RequestRows rows() {
        return new RequestRows(
                ground.database(), ground.keys().index(), () -> rules.current().zone());
    }

    /** Requests that the office itself opens because of something else. */
    public OfficeRequests office() {
        return new OfficeRequests(intake);
    }

    /** Requests as everyone may see them. */
    public PublicRequests published() {
        return published;
    }

    /**
     * Files of requests that other systems kept; the caller closes it.
     *
     * @param places where addresses are looked up of rows without a point
     */
    public RequestImports imports(PlacesByWords places) {
        return new RequestImports(ground.database(), intake, names, rules, places);
    }

    /**
     * Imports by upload.
     *
     * @param maxBytes of a file
     */
    public RouteGroup importRoutes(RequestImports imports, long maxBytes) {
        return new ImportRoutes(imports, ground.data().resolve("imports"), maxBytes, ground.clock());
    }

    /**
     * Files a request that a service account brings. Joins the caller's transaction, if there is one; durable once that has
     * ended.
     *
     * @throws RequestException for what the filing lacks
     * @throws org.servicemap.routing.RoutingException for a category or channel that the city does not have
     */
    public Filed file(Filing filing, Caller system) {
        long account = Objects.requireNonNull(system.account(), "a service account");
        Receipt receipt = intake.file(filing, Author.account(account, Set.of(Actor.OPERATOR), system.unit()));
        Request request = receipt.request();
        return new Filed(request.id(), request.number().digits(), receipt.code().grouped());
    }

    /** Files a request that a citizen makes on one of our own pages, as {@link #file} does. */
    public Filed fileAsCitizen(Filing filing) {
        Receipt receipt = intake.file(filing, Author.PETITIONER);
        Request request = receipt.request();
        return new Filed(request.id(), request.number().digits(), receipt.code().grouped());
    }

    /** Signs a head over what was committed since the last one; answers how many events it covers. */
    public long signHead() {
        return heads.write();
    }

    /** Gives up what the city no longer keeps; says how much. Safe to call from several servers at once. */
    public String forgetWhatIsPast() {
        return retention.run().toString();
    }

    /** Makes the partitions of months to come; harmless when they are there. */
    public void makeMonthsAhead() {
        months.makeAhead();
    }

    /**
     * Tells open desks what changed since the last time. To be called again and again, by one thread at a time.
     *
     * @return whether there is more that may be read in a moment
     */
    public boolean tellDesks() {
        return feed.tick();
    }

    /** Who may see what hangs on requests. */
    public AttachmentAccess fileAccess() {
        return fileAccess;
    }

    /** Makes sure that categories can be proposed: from what was learned before, or learned now. */
    public void prepareCategories() {
        learn(CategoryProposals::refresh);
    }

    /** Learns anew from the closed requests. Takes minutes. */
    public void learnCategories() {
        learn(CategoryProposals::relearn);
    }

    @FunctionalInterface
    private interface Learning {
        void run(CategoryProposals proposals) throws IOException;
    }

    private void learn(Learning learning) {
        try {
            learning.run(categories);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names and keywords of the leaf categories in force. */
    private static List<Labelled> seeds(Units units) {
        CategoryTree tree = units.current().categories();
        return tree.leaves().stream()
                .flatMap(category -> Stream.concat(
                                category.name().byTag().values().stream(),
                                category.keywords().byTag().values().stream())
                        .flatMap(words -> Seeds.of(category.code(), words).stream()))
                .toList();
    }

    /** Proves the history of all requests. */
    public HistoryCheck historyCheck() {
        return historyCheck;
    }

    /** Lets the clocks that are due speak; answers how many did. Safe to call from several servers at once. */
    public int runClocks() {
        return clockWork.run();
    }

    /**
     * Invented requests for this city.
     *
     * @param texts the pack's sentence patterns
     * @param rhythm the pack's {@code history.yml}
     */
    public DemoHistory demoHistory(Gazetteer gazetteer, DemoTexts texts, DemoRhythm rhythm) {
        return new DemoHistory(new DemoHistory.Parts(
                ground.database(),
                ground.areas(),
                routing,
                rules,
                ground.keys(),
                ground.lowConfidence(),
                ground.units().current().directory(),
                gazetteer,
                texts,
                rhythm,
                ground.clock()));
    }
}
