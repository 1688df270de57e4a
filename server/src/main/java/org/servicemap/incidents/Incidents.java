package org.servicemap.incidents;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.geo.BBox;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Units;

/**
 * Incidents and planned outages: made, changed, ended, found near a place, followed by requests. Every change is in the audit,
 * in the incident's versions and in the history of the request that others follow, all in one transaction. Thread-safe.
 */
public final class Incidents {
    private static final int MOST = 200;
    private static final String SENSITIVE = "sensitive";

    private final Database database;
    private final Outlines outlines;
    private final Units units;
    private final Supplier<City> city;
    private final LinkedRequests requests;
    private final Clock clock;
    private final IncidentStore store = new IncidentStore();

    public Incidents(
            Database database,
            PublishedAreas areas,
            Units units,
            Supplier<City> city,
            LinkedRequests requests,
            Clock clock) {
        this.database = database;
        this.outlines = new Outlines(areas);
        this.units = units;
        this.city = city;
        this.requests = requests;
        this.clock = clock;
    }

    /** An incident as seen from a place. */
    public record Near(Incident incident, double metres, boolean running) {}

    Outlines outlines() {
        return outlines;
    }

    IncidentRules rules() {
        return IncidentRules.of(city.get().process());
    }

    City city() {
        return city.get();
    }

    CategoryTree categories() {
        return units.current().categories();
    }

    /** Open ones whose outline holds the point or lies near it, the nearest first. */
    public List<Near> near(LonLat point, @Nullable String category) {
        double metres = rules().nearMetres();
        double lon = metres / Geodesy.metresPerDegreeLon(point.lat());
        double lat = metres / Geodesy.metresPerDegreeLat(point.lat());
        BBox box = new BBox(point.lon() - lon, point.lat() - lat, point.lon() + lon, point.lat() + lat);
        return open(box, category, outline -> outline.metresTo(point), metres);
    }

    /** Open ones that meet an area. */
    public List<Near> in(String level, String code, @Nullable String category) {
        Outline area = outlines.area(level, code);
        return open(area.bounds(), category, area::metresTo, 0);
    }

    /** All open ones. */
    public List<Near> everywhere(@Nullable String category) {
        return open(null, category, outline -> 0, 0);
    }

    @FunctionalInterface
    private interface Distance {
        double of(Outline outline);
    }

    private List<Near> open(@Nullable BBox box, @Nullable String category, Distance distance, double most) {
        Instant now = clock.instant();
        List<Incident> found =
                database.inSnapshot(handle -> store.open(handle, box, now, now.plus(rules().ahead()), MOST));
        return found.stream()
                .filter(incident -> category == null || isAbout(incident, category))
                .map(incident -> new Near(
                        incident,
                        distance.of(incident.announcement().outline()),
                        !incident.announcement().startsAt().isAfter(now)))
                .filter(near -> near.metres() <= most)
                .sorted(Comparator.comparing((Near near) -> !near.running()).thenComparingDouble(Near::metres))
                .toList();
    }

    /** Whether a request of the category is likely about it: the same branch of the tree, whichever names the finer one. */
    boolean isAbout(Incident incident, String category) {
        CategoryTree tree = categories();
        return incident.announcement().categories().stream()
                .anyMatch(each -> tree.isWithin(category, each) || tree.isWithin(each, category));
    }

    /** The newest first. */
    List<Incident> list(Incident.@Nullable State state, int offset, int limit) {
        return database.inSnapshot(handle -> store.list(handle, state, offset, limit));
    }

    public Incident get(long id) {
        return database.inSnapshot(handle -> store.find(handle, id)).orElseThrow(() -> unknown(id));
    }

    /** How many requests follow it, or were answered with it. */
    int followers(Incident incident) {
        Incident.Parent parent = incident.parent();
        return parent == null ? 0 : database.inSnapshot(handle -> requests.count(handle, parent));
    }

    /** Opens an incident, together with the request that others will follow. */
    public Incident open(Caller caller, Announcement said) {
        check(caller, said);
        return database.inTransaction(handle -> {
            Incident.Parent parent = requests.open(handle, caller, said);
            Incident made = new Incident(
                    database.nextId(),
                    Incident.Kind.INCIDENT,
                    Incident.State.OPEN,
                    said,
                    caller.unit(),
                    null,
                    parent,
                    null,
                    null,
                    1,
                    now(),
                    by(caller));
            store.put(handle, made);
            audit(handle, caller, "incident_opened", made, null);
            return made;
        });
    }

    /** Says something else of an open incident; {@code incident_changed} when somebody else did so meanwhile. */
    public Incident change(Caller caller, long id, int seen, Announcement said) {
        check(caller, said);
        return database.inTransaction(handle -> {
            Incident before = mine(handle, caller, id, seen);
            Incident after = before.with(said, now(), by(caller));
            store.put(handle, after);
            note(handle, caller, after, words(said.message()));
            audit(handle, caller, "incident_changed", after, null);
            return after;
        });
    }

    /**
     * Ends it: each petitioner gets the answer in their language.
     *
     * @param outcome one of the city's words
     */
    public Incident end(Caller caller, long id, int seen, LocalText answer, String outcome) {
        Announcement.check("answer", answer, MAX_ANSWER);
        return database.inTransaction(handle -> {
            Incident before = mine(handle, caller, id, seen);
            Incident.Parent parent = before.parent();
            if (parent != null) {
                requests.answer(handle, caller, parent, answer, outcome);
            }
            Incident after = before.closed(Incident.State.ENDED, answer, now(), by(caller));
            store.put(handle, after);
            audit(handle, caller, "incident_ended", after, null);
            return after;
        });
    }

    private static final int MAX_ANSWER = 2000;

    /** Takes it back: there is no such incident. What followed goes back to the dispatcher. */
    public Incident cancel(Caller caller, long id, int seen, String reason) {
        if (reason.isBlank()) {
            throw IncidentException.bad("reason", "say why");
        }
        return database.inTransaction(handle -> {
            Incident before = mine(handle, caller, id, seen);
            Incident.Parent parent = before.parent();
            if (parent != null) {
                requests.release(handle, caller, parent, reason);
            }
            Incident after = before.closed(Incident.State.CANCELLED, null, now(), by(caller));
            store.put(handle, after);
            audit(handle, caller, "incident_cancelled", after, reason);
            return after;
        });
    }

    /**
     * The request that one follows by calling about the incident; made now for a notice that nobody has called about. The
     * incident stays as it is until the transaction ends.
     *
     * @throws IncidentException {@code unknown_incident}, {@code incident_ended}
     */
    public Incident.Parent join(Handle handle, Caller caller, long id) {
        Incident incident = store.lock(handle, id).orElseThrow(() -> unknown(id));
        requireOpen(incident);
        Incident.Parent parent = incident.parent();
        if (parent == null) {
            parent = requests.open(handle, caller, incident.announcement());
            store.put(handle, incident.followed(parent, now(), SYSTEM));
        } else if (!requests.canBeFollowed(handle, parent)) {
            throw new IncidentException(IncidentException.ENDED, "incident", "what others followed has been handled");
        }
        return parent;
    }

    /**
     * Ends notices whose time is over, and incidents whose parent was handled: their followers have the unit's reply. Safe to
     * call from several servers at once.
     *
     * @return how many were ended
     */
    public int endDue() {
        int ended = 0;
        while (database.inTransaction(this::endOneOver)) {
            ended++;
        }
        for (long id : database.inSnapshot(this::openOfHandled)) {
            ended += database.inTransaction(handle -> endHandled(handle, id)) ? 1 : 0;
        }
        return ended;
    }

    private List<Long> openOfHandled(Handle handle) {
        return store.openWithParent(handle, MOST).stream()
                .filter(incident -> incident.parent() != null && requests.isHandled(handle, incident.parent()))
                .map(Incident::id)
                .toList();
    }

    private boolean endOneOver(Handle handle) {
        Optional<Incident> over =
                store.lockOver(handle, clock.instant(), 1).stream().findFirst();
        over.ifPresent(notice -> {
            Incident.Parent parent = notice.parent();
            LocalText answer = overText(notice);
            if (parent != null) {
                requests.answer(handle, null, parent, answer, null);
            }
            store.put(handle, notice.closed(Incident.State.ENDED, answer, now(), SYSTEM));
        });
        return over.isPresent();
    }

    private static final String SYSTEM = "system";

    private LocalText overText(Incident notice) {
        LocalText over = rules().over();
        LocalText message = notice.announcement().message();
        String usual = city.get().defaultLanguage();
        var texts = new java.util.HashMap<String, String>();
        for (String language : city.get().languages()) {
            texts.put(language, over.in(language, usual) + message.in(language, usual));
        }
        return new LocalText(texts);
    }

    private boolean endHandled(Handle handle, long id) {
        Incident incident = store.lock(handle, id).filter(Incident::isOpen).orElse(null);
        Incident.Parent parent = incident == null ? null : incident.parent();
        if (incident == null || parent == null || requests.canBeFollowed(handle, parent)) {
            return false;
        }
        store.put(handle, incident.closed(Incident.State.ENDED, null, now(), SYSTEM));
        return true;
    }

    /** Stores what an import brings; joins the import's transaction. */
    void put(Handle handle, Caller caller, Incident incident) {
        store.put(handle, incident);
        if (incident.version() > 1) {
            note(handle, caller, incident, words(incident.announcement().message()));
        }
        audit(handle, caller, incident.version() == 1 ? "notice_imported" : "notice_changed", incident, null);
    }

    Optional<Incident> lock(Handle handle, Incident.Origin origin) {
        return store.lock(handle, origin);
    }

    Incident notice(Caller caller, Announcement said, Incident.Origin origin) {
        return new Incident(
                database.nextId(),
                Incident.Kind.NOTICE,
                Incident.State.OPEN,
                said,
                caller.unit(),
                origin,
                null,
                null,
                null,
                1,
                now(),
                by(caller));
    }

    Incident changed(Incident before, Caller caller, Announcement said) {
        return before.with(said, now(), by(caller));
    }

    /** What the public reads must not name what must not be public. */
    void check(Caller caller, Announcement said) {
        CategoryTree tree = categories();
        for (String category : said.categories()) {
            if (tree.find(category).isEmpty()) {
                throw IncidentException.bad("categories", "there is no category " + category);
            }
            if (tree.flags(category).contains(SENSITIVE)) {
                throw IncidentException.bad("categories", category + " is sensitive: nothing is published about it");
            }
        }
        outlines.require(caller, said.outline());
    }

    private Incident mine(Handle handle, Caller caller, long id, int seen) {
        Incident incident = store.lock(handle, id).orElseThrow(() -> unknown(id));
        requireScope(caller, incident);
        requireOpen(incident);
        if (incident.version() != seen) {
            throw new IncidentException(
                    IncidentException.CHANGED, "version", "it is at version " + incident.version() + " by now");
        }
        return incident;
    }

    /** Who is bound to a unit changes what that unit or one below it made; who is bound to an area, what lies in it. */
    void requireScope(Caller caller, Incident incident) {
        if (caller.unit() != null
                && (incident.unit() == null || !Scope.covers(units.current().directory(), caller, incident.unit()))) {
            throw new IncidentException(IncidentException.OUT_OF_SCOPE, null, "another unit made it");
        }
        outlines.require(caller, incident.announcement().outline());
    }

    private static void requireOpen(Incident incident) {
        if (!incident.isOpen()) {
            throw new IncidentException(IncidentException.ENDED, "incident", "it has ended");
        }
    }

    private void note(Handle handle, Caller caller, Incident incident, String text) {
        Incident.Parent parent = incident.parent();
        if (parent != null) {
            requests.note(handle, caller, parent, text);
        }
    }

    private String words(LocalText text) {
        return text.in(city.get().defaultLanguage(), city.get().defaultLanguage());
    }

    private static void audit(Handle handle, Caller caller, String action, Incident incident, @Nullable String reason) {
        Audit.record(handle, caller, action, "incident:" + incident.id(), reason);
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String by(Caller caller) {
        return caller.account() == null ? SYSTEM : "account:" + caller.account();
    }

    private static IncidentException unknown(long id) {
        return new IncidentException(IncidentException.UNKNOWN, "id", "there is no incident " + id);
    }
}
