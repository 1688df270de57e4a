package org.servicemap.requests;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.calendars.Calendars;
import org.servicemap.gazetteer.Gazetteer;
import org.servicemap.http.Caller;
import org.servicemap.http.RouteGroup;
import org.servicemap.knowledge.Articles;
import org.servicemap.requests.demo.DemoRhythm;
import org.servicemap.requests.history.HeadSigner;
import org.servicemap.requests.language.DemoTexts;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.routing.Catalogue;
import org.servicemap.storage.Database;
import org.servicemap.units.Units;

/** Requests of the city, wired: intake, work, clocks, and their routes. Thread-safe. */
public final class CityRequests {
    private final List<RouteGroup> routes;
    private final Intake intake;
    private final PublicRequests published;
    private final ClockWork clockWork;
    private final Heads heads;
    private final HistoryCheck historyCheck;
    private final Ground ground;
    private final Routing routing;
    private final CityRules rules;

    /** What requests stand on. */
    public record Ground(
            Database database,
            Supplier<City> city,
            PublishedAreas areas,
            Function<AreaSnapshot, Catalogue> catalogues,
            Units units,
            Calendars calendars,
            Keyset keys,
            LowConfidence lowConfidence,
            Articles articles,
            Clock clock) {}

    public CityRequests(Ground ground) {
        this.ground = ground;
        Database database = ground.database();
        Clock clock = ground.clock();
        RequestStore store = new RequestStore();
        SideStore side = new SideStore();
        RequestLists lists = new RequestLists();
        Journal journal = new Journal(store, side);
        rules = new CityRules(ground.city(), ground.calendars());
        CityNames names = new CityNames(ground.areas(), ground.units());
        published = new PublicRequests(database, names);
        Notices notices = (handle, request, list, params) -> {};
        Petitioners petitioners = new Petitioners(
                database,
                ground.keys().cipher(),
                ground.keys().index(),
                () -> rules.current().phones());
        routing = new Routing(ground.catalogues(), ground.units());
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
                ground.lowConfidence()));
        Requests requests = new Requests(
                database,
                store,
                side,
                journal,
                rules,
                notices,
                clock,
                unit -> names.tree().parent(unit));
        Desk desk = new Desk(database, store, side, lists, requests, names, clock);
        PetitionerAccess access = new PetitionerAccess(database, store, intake, clock);
        CallStore callStore =
                new CallStore(ground.keys().cipher(), ground.keys().index());
        Calls calls = new Calls(database, callStore, petitioners, intake, requests, desk, rules, ground.articles());
        clockWork = new ClockWork(database, store, requests, notices, clock);
        routes = List.of(
                new IntakeRoutes(intake, names, rules),
                new CallRoutes(calls, names, rules),
                new TransitionRoutes(rules),
                new WorkRoutes(desk, requests, names, rules),
                new FollowRoutes(database, access, store, requests, names, rules),
                new RateRoutes(database, new RateStore(), lists, names, rules, clock));
        heads = new Heads(database, new HeadSigner(ground.keys().index().of("history_signing", "ed25519")), clock);
        historyCheck = new HistoryCheck(database, store, heads);
    }

    public List<RouteGroup> routes() {
        return routes;
    }

    /** Requests as everyone may see them. */
    public PublicRequests published() {
        return published;
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

    /** Signs a head over what was committed since the last one; answers how many events it covers. */
    public long signHead() {
        return heads.write();
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
