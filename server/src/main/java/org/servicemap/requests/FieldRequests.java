package org.servicemap.requests;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.GeoException;
import org.servicemap.http.Caller;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.LifecycleException;
import org.servicemap.routing.RoutingException;

/**
 * What wardens bring from the street: reports that become requests like any other, or are closed where they were found, and notes to
 * requests that they looked at. Everything joins the caller's transaction. Thread-safe.
 */
public final class FieldRequests {
    private static final String CHANNEL = "warden";
    private static final String SOLVED = "solved";

    private final Intake intake;
    private final Requests requests;
    private final RequestStore store;
    private final CityRules rules;

    FieldRequests(Intake intake, Requests requests, RequestStore store, CityRules rules) {
        this.intake = intake;
        this.requests = requests;
        this.store = store;
        this.rules = rules;
    }

    /**
     * A report.
     *
     * @param photos keys of uploads, tied to the request
     * @param origin what the first event keeps of the finding: codes, instants, choices; nothing personal
     * @param spot how it was put right at once, or null
     */
    public record Report(
            String category,
            String text,
            Where where,
            List<String> photos,
            Map<String, Object> origin,
            @Nullable OnSpot spot) {}

    /**
     * How a report was put right where it was found.
     *
     * @param photos keys of uploads that show it
     */
    public record OnSpot(String words, List<String> photos) {}

    /** A request as its warden sees it. */
    public record Seen(
            long id,
            String number,
            String state,
            @Nullable String category,
            @Nullable String unit,
            @Nullable Instant deadline,
            Instant receivedAt) {
        static Seen of(Request request) {
            Facts facts = request.facts();
            Instant received = facts.instant(Field.RECEIVED_AT);
            return new Seen(
                    request.id(),
                    request.number().digits(),
                    facts.state().key(),
                    facts.text(Field.CATEGORY),
                    facts.flag(Field.SENSITIVE) ? null : facts.text(Field.UNIT),
                    facts.instant(Field.DEADLINE),
                    received == null ? Instant.EPOCH : received);
        }
    }

    /**
     * Files a report, and closes it when it was put right on the spot.
     *
     * @throws FieldRefusal for what it lacks, or words that the city does not have
     */
    public Seen file(Report report, Caller warden) {
        return refusing(() -> Seen.of(intake.found(
                        new Filing(
                                CHANNEL,
                                null,
                                null,
                                null,
                                report.category(),
                                null,
                                report.text(),
                                report.where(),
                                Map.of(),
                                null,
                                rules.current().city().defaultLanguage(),
                                report.photos(),
                                null),
                        report.origin(),
                        spot(report.spot()),
                        author(warden))
                .request()));
    }

    private @Nullable ActionInput spot(@Nullable OnSpot spot) {
        return spot == null
                ? null
                : ActionInput.builder()
                        .text(Input.REPLY, spot.words())
                        .text(Input.OUTCOME, outcome())
                        .list(Input.ATTACHMENTS, spot.photos())
                        .build();
    }

    private String outcome() {
        Set<String> outcomes = rules.current().process().outcomes();
        return outcomes.contains(SOLVED) ? SOLVED : new TreeSet<>(outcomes).first();
    }

    private static Author author(Caller warden) {
        long account = Objects.requireNonNull(warden.account(), "a warden has an account");
        return Author.account(account, Set.of(Actor.WARDEN), warden.unit());
    }

    /**
     * Writes a note to a request, so that its unit and whoever supervises it see what was found.
     *
     * @param photos keys of uploads
     * @throws FieldRefusal for a request that there is not
     */
    public void note(long request, String text, List<String> photos, Caller warden) {
        ActionInput input = ActionInput.builder()
                .text(Input.TEXT, text)
                .list(Input.ATTACHMENTS, photos)
                .build();
        refusing(() -> requests.act(request, Action.NOTE, input, Requests.Right.of(author(warden)), null));
    }

    /** A request as it stands; empty when there is none. */
    public Optional<Seen> find(Handle handle, long id) {
        return store.find(handle, id).map(Seen::of);
    }

    /** What was said of a request; null when it was erased. */
    public @Nullable String text(Handle handle, long id) {
        var said = store.values(handle, id).get("text");
        return said == null ? null : said.value();
    }

    /** Requests as they stand, by id; those that there are not are missing. */
    public Map<Long, Seen> find(Handle handle, Collection<Long> ids) {
        Map<Long, Seen> found = new HashMap<>();
        if (!ids.isEmpty()) {
            handle.createQuery("SELECT * FROM requests WHERE month = ANY(:months) AND id = ANY(:ids)")
                    .bindArray(
                            "months",
                            Integer.class,
                            ids.stream().map(Months::of).distinct().toArray())
                    .bindArray("ids", Long.class, ids.toArray())
                    .map((rs, context) -> Seen.of(RequestStore.read(rs)))
                    .forEach(seen -> found.put(seen.id(), seen));
        }
        return found;
    }

    private static <T> T refusing(Supplier<T> work) {
        try {
            return work.get();
        } catch (RequestException e) {
            throw new FieldRefusal(e.code(), e.field(), String.valueOf(e.getMessage()), e);
        } catch (LifecycleException e) {
            throw new FieldRefusal(e.code(), e.field(), String.valueOf(e.getMessage()), e);
        } catch (RoutingException e) {
            throw new FieldRefusal(e.code(), e.field(), String.valueOf(e.getMessage()), e);
        } catch (GeoException e) {
            throw new FieldRefusal(e.code(), "where", String.valueOf(e.getMessage()), e);
        }
    }
}
