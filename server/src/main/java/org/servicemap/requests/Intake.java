package org.servicemap.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.http.Idempotency;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.routing.Decision;
import org.servicemap.routing.Place;
import org.servicemap.routing.RoutingException;
import org.servicemap.storage.Database;

/**
 * Takes requests in: resolves where, decides who, and writes request, history, clocks and messages in one transaction. What
 * {@link #file} has answered is durable. Thread-safe.
 */
final class Intake {
    private final Database database;
    private final PublishedAreas areas;
    private final CityRules rules;
    private final Petitioners petitioners;
    private final Clock clock;
    private final Months months;
    private final RequestNumbers numbers;
    private final AreasInForce inForce;
    private final IntakePreparation preparation;
    private final IntakeWriting writing;
    private final FilingGroups groups;

    Intake(Parts parts) {
        database = parts.database();
        areas = parts.areas();
        rules = parts.rules();
        petitioners = parts.petitioners();
        clock = parts.clock();
        inForce = new AreasInForce(areas, rules, clock);
        preparation = new IntakePreparation(areas, parts.routing(), parts.lowConfidence());
        writing = new IntakeWriting(parts);
        groups = new FilingGroups(database, inForce, petitioners, writing);
        months = new Months(database);
        numbers = new RequestNumbers(database);
    }

    /** Everything that intake works with. */
    record Parts(
            Database database,
            PublishedAreas areas,
            Routing routing,
            CityRules rules,
            Petitioners petitioners,
            Journal journal,
            Notices notices,
            BlindIndex index,
            Clock clock,
            LowConfidence lowConfidence,
            RequestFiles files) {}

    /**
     * Files a request. Joins the caller's transaction, if there is one.
     *
     * @throws RequestException for what the filing lacks
     * @throws RoutingException for categories, kinds, channels that the city does not have
     */
    Receipt file(Filing filing, Author author) {
        return fileAt(filing, author, clock.instant());
    }

    /**
     * As {@link #file}, outside any transaction; what is answered is kept under the call's key together with what is filed.
     *
     * @throws org.servicemap.http.Idempotency.RepeatedException when it was filed before: with the answer
     */
    Receipt file(Filing filing, Author author, FilingGroups.@Nullable Keeping keeping) {
        return file(filing, new Coming(author, clock.instant(), false, null), keeping);
    }

    /** As {@link #file}, received at an earlier moment: for imports. */
    Receipt fileAt(Filing filing, Author author, Instant receivedAt) {
        return file(filing, new Coming(author, receivedAt, false, null));
    }

    /** As {@link #file}, but left with whoever files it: to be answered, diverted or linked in the same transaction. */
    Receipt hold(Filing filing, Author author) {
        return file(filing, new Coming(author, clock.instant(), true, null));
    }

    /**
     * Files a matter that was split off a request: the same petitioner, who follows it with its own number and the code of
     * either.
     *
     * @param held left to whoever splits, who says which unit must act
     */
    Receipt filePart(Filing filing, Map<String, Place> places, Request whole, Author author, boolean held) {
        return file(
                filing, new Coming(author, clock.instant(), held, whole, null, null, Map.of(), false, places, null));
    }

    /** As {@link #file}, for what nobody petitioned for: the office itself opens it, so nobody has to be reached. */
    Receipt open(Filing filing, Author author) {
        return open(filing, author, Map.of());
    }

    /** The same; the first event says where it comes from. */
    Receipt open(Filing filing, Author author, Map<String, Object> origin) {
        return file(filing, new Coming(author, clock.instant(), false, null, null, null, origin, true, Map.of(), null));
    }

    /**
     * Files what somebody found in the street: nobody petitioned, so nobody has to be reached.
     *
     * @param origin what the first event keeps of the finding; nothing personal
     * @param spot what {@link Action#SETTLE_ON_SPOT} takes, where it was put right at once; else null, and it goes the usual way
     */
    Receipt found(Filing filing, Map<String, Object> origin, @Nullable ActionInput spot, Author author) {
        return file(
                filing,
                new Coming(author, clock.instant(), spot != null, null, null, null, origin, true, Map.of(), spot));
    }

    private Receipt file(Filing filing, Coming coming) {
        return file(filing, coming, null);
    }

    private Receipt file(Filing filing, Coming coming, FilingGroups.@Nullable Keeping keeping) {
        Instant receivedAt = coming.at();
        preparation.checkCategory(filing);
        if (coming.whole() == null && !coming.office()) {
            preparation.checkContact(filing);
        }
        for (int attempt = 1; ; attempt++) {
            PreparedFiling asked = preparation.prepare(filing, receivedAt, coming.places());
            PreparedFiling prepared = coming.held() ? asked.held() : asked;
            long id = database.idAt(receivedAt);
            months.ensure(Months.of(id));
            Receipt receipt = groups.write(new FilingGroups.Piece(id, prepared, coming, number(coming), keeping));
            if (receipt != null) {
                return receipt;
            }
            if (attempt == AreasInForce.TRIES) {
                throw AreasInForce.changing();
            }
            areas.lookAgain();
        }
    }

    /** What was answered under a key before. */
    Optional<Idempotency.Kept> answered(Idempotency.Call call) {
        return groups.answered(call);
    }

    /** How many filings wait for others to be written. */
    int waiting() {
        return groups.waiting();
    }

    /** A request from elsewhere, checked, resolved and decided about; nothing is written yet. */
    record Brought(Bringing bringing, long id, PreparedFiling prepared) {
        @Nullable
        Decision decision() {
            return prepared.answer().decision();
        }
    }

    /**
     * Checks, resolves and decides about a request from elsewhere, and makes sure that its month can be written to.
     *
     * @throws RequestException for what the filing lacks
     * @throws RoutingException for categories, kinds, channels that the city does not have
     * @throws org.servicemap.requests.lifecycle.LifecycleException for an outcome that the city does not have
     */
    Brought check(Bringing bringing) {
        Filing filing = bringing.filing();
        preparation.checkCategory(filing);
        if (filing.contact() != null && filing.contact().phone() != null) {
            petitioners.normal(filing.contact().phone());
        }
        Bringing.Settlement settlement = bringing.settlement();
        if (settlement != null) {
            writing.settle(Facts.builder().state(State.RECEIVED).build(), settlement);
        }
        PreparedFiling prepared = preparation.prepare(filing, bringing.receivedAt(), Map.of());
        long id = database.idAt(bringing.receivedAt());
        months.ensure(Months.of(id));
        return new Brought(bringing, id, prepared);
    }

    /** Writes it within the caller's transaction; {@code areas_changing} when it has to be checked again. */
    Receipt bring(Handle handle, Brought brought, RequestNumber number, Author author) {
        PreparedFiling prepared = brought.prepared();
        if (!inForce.isCurrent(handle, prepared.snapshot())) {
            throw AreasInForce.changing();
        }
        Bringing from = brought.bringing();
        return writing.write(
                handle,
                brought.id(),
                prepared,
                new Coming(
                        author,
                        from.receivedAt(),
                        false,
                        null,
                        number,
                        from.settlement(),
                        from.origin(),
                        false,
                        Map.of(),
                        null),
                number);
    }

    /** Taken before anything is begun, so that nobody waits for a block of numbers with a transaction open. */
    private RequestNumber number(Coming coming) {
        return coming.number() == null
                ? numbers.next(LocalDate.ofInstant(coming.at(), rules.current().zone()))
                : coming.number();
    }

    byte[] codeHash(RequestNumber number, QueryCode code) {
        return writing.codeHash(number, code);
    }
}
