package org.servicemap.requests;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.routing.DecisionRecord;
import org.servicemap.routing.Place;
import org.servicemap.routing.Question;
import org.servicemap.routing.RoutingException;
import org.servicemap.routing.RoutingJson;
import org.servicemap.storage.Writes;

/** What follows from another category or another place of a request that waits: all that filing it so would have made of it. */
final class Corrections {
    /** Why it waits, where a correction may be the answer: then it goes on by itself. */
    private static final Set<String> ANSWERED = Set.of(
            Routing.QueueReason.NO_CATEGORY,
            Routing.QueueReason.OUTSIDE,
            Routing.QueueReason.LOW_CONFIDENCE,
            Routing.QueueReason.AMBIGUOUS,
            Routing.QueueReason.CONSULT,
            Routing.QueueReason.NO_RULE);

    private final AreasInForce areas;
    private final Routing routing;
    private final LowConfidence lowConfidence;
    private final CityNames names;
    private final RequestStore store;
    private final SideStore side;

    Corrections(
            AreasInForce areas,
            Routing routing,
            LowConfidence lowConfidence,
            CityNames names,
            RequestStore store,
            SideStore side) {
        this.areas = areas;
        this.routing = routing;
        this.lowConfidence = lowConfidence;
        this.names = names;
        this.store = store;
        this.side = side;
    }

    /**
     * What a correction changes beside what it says.
     *
     * @param answer of the catalogue, asked anew
     * @param goesOn whether it waited for just this and can be given or sent away at once
     */
    record Corrected(Facts changes, Routing.Answer answer, boolean goesOn) {}

    /**
     * Asks the catalogue about the request as it is corrected.
     *
     * @throws RoutingException {@code unknown_category}
     * @throws RequestException for an area that there is not; {@code areas_changing} while the boundaries are switched
     */
    Corrected correct(Handle handle, Request request, ActionInput input, Instant at) {
        Facts facts = request.facts();
        String category = input.has(Input.CATEGORY) ? input.text(Input.CATEGORY) : facts.text(Field.CATEGORY);
        if (category != null && routing.tree().find(category).isEmpty()) {
            throw new RoutingException("unknown_category", "category", "there is no category " + category);
        }
        Where said = input.has(Input.WHERE) ? Where.read(input.list(Input.WHERE), null) : null;
        Located where = areas.located(handle, said == null ? Where.of(facts, names.levels(), null) : said);
        boolean doubtful = where.point() != null && lowConfidence.isPile(where.point());
        Asked before = asked(handle, request);
        Routing.Answer answer = category == null
                ? new Routing.Answer(null, Routing.QueueReason.NO_CATEGORY)
                : routing.ask(question(handle, request, input, category, where, before, at), where, doubtful);
        String waits = facts.text(Field.QUEUE_REASON);
        boolean answered = waits != null && ANSWERED.contains(waits);
        Facts.Builder changes = Facts.builder()
                .set(Field.CATEGORY, category)
                .set(Field.SENSITIVE, routing.isSensitive(category))
                .set(Field.URGENCY, answer.urgency(before.urgency()))
                .set(Field.QUEUE_REASON, answered && answer.queue() != null ? answer.queue() : waits);
        if (said != null) {
            where.describe(changes);
            changes.set(Field.LOW_CONFIDENCE, doubtful);
        }
        return new Corrected(changes.build(), answer, answered && (answer.dispatches() || answer.diverts()));
    }

    /** What was said of a request when it was asked about first: its further places and its own urgency. */
    private record Asked(
            Map<String, Place> places, @Nullable String urgency) {}

    private Asked asked(Handle handle, Request request) {
        return side.decisions(handle, request.id()).stream()
                .findFirst()
                .map(decision -> RoutingJson.readRecord(decision.record()))
                .map(record -> new Asked(otherPlaces(record), record.urgency()))
                .orElseGet(() -> new Asked(Map.of(), request.facts().text(Field.URGENCY)));
    }

    private static Map<String, Place> otherPlaces(DecisionRecord record) {
        Map<String, Place> places = new HashMap<>(record.places());
        places.remove(Routing.INCIDENT);
        return places;
    }

    /** Places beside the incident's that a request came with, as the catalogue was asked about them. */
    Map<String, Place> otherPlaces(Handle handle, Request request) {
        return asked(handle, request).places();
    }

    private Question question(
            Handle handle,
            Request request,
            ActionInput input,
            String category,
            Located where,
            Asked before,
            Instant at) {
        Facts facts = request.facts();
        Commitment said = store.values(handle, request.id()).get("text");
        Map<String, Place> places = new HashMap<>(before.places());
        places.put(Routing.INCIDENT, where.place());
        return new Question(
                category,
                places,
                facts.text(Field.CHANNEL),
                facts.text(Field.HOTLINE),
                before.urgency(),
                facts.text(Field.KIND),
                at,
                input.has(Input.TEXT) || said == null ? input.findText(Input.TEXT) : said.value());
    }

    /** Keeps the catalogue's answer with the event of the correction, to be shown and replayed. */
    void keep(Handle handle, Request corrected, Corrected what) {
        if (what.answer().decision() != null) {
            Writes writes = Writes.in(handle);
            side.insertDecision(
                    writes,
                    corrected.id(),
                    corrected.version(),
                    ShownDecision.stored(what.answer().decision()));
            writes.send();
        }
    }
}
