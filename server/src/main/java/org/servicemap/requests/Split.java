package org.servicemap.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.requests.history.Commitment;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.routing.Place;
import org.servicemap.storage.Database;

/**
 * Splits a request that several units must act on: each other matter becomes a request of its own, from the same petitioner at
 * the same place, with its own number, clocks, answer and callback; the first keeps what is left. All or nothing. Thread-safe.
 */
final class Split {
    private final Database database;
    private final Desk desk;
    private final RequestStore store;
    private final Intake intake;
    private final CityNames names;
    private final Requests requests;

    Split(Database database, Desk desk, RequestStore store, Intake intake, CityNames names, Requests requests) {
        this.database = database;
        this.desk = desk;
        this.store = store;
        this.intake = intake;
        this.names = names;
        this.requests = requests;
    }

    /**
     * Splits off the parts; answers the requests that they became, in their order.
     *
     * @param seen the version that the caller decided on; null when it does not matter
     */
    List<Request> split(Caller caller, RequestNumber number, List<Part> parts, String reason, @Nullable Integer seen) {
        parts.forEach(this::checkUnit);
        return database.inTransaction(handle -> {
            Request whole = desk.seen(handle, caller, number);
            Map<String, Commitment> words = store.values(handle, whole.id());
            Author author = desk.authorOf(handle, caller, whole, Action.SPLIT);
            Map<String, Place> places = requests.corrections().otherPlaces(handle, whole);
            List<Request> made = new ArrayList<>();
            for (Part part : parts) {
                made.add(give(
                        caller,
                        part,
                        intake.filePart(filing(whole, words, part), places, whole, author, part.unit() != null)));
            }
            desk.act(caller, number, Action.SPLIT, input(made, reason), seen);
            return made;
        });
    }

    private void checkUnit(Part part) {
        if (part.unit() != null && names.units().directory().find(part.unit()).isEmpty()) {
            throw new RequestException(RequestException.BAD_FIELD, "parts.unit", "there is no unit " + part.unit());
        }
    }

    private Request give(Caller caller, Part part, Receipt receipt) {
        Request filed = receipt.request();
        if (part.unit() == null) {
            return filed;
        }
        ActionInput unit = ActionInput.builder().text(Input.UNIT, part.unit()).build();
        return desk.act(caller, filed.number(), Action.DISPATCH, unit, null);
    }

    private static ActionInput input(List<Request> made, String reason) {
        return ActionInput.builder()
                .text(Input.REASON, reason)
                .list(
                        Input.PARTS,
                        made.stream().map(each -> each.number().digits()).toList())
                .build();
    }

    private Filing filing(Request whole, Map<String, Commitment> words, Part part) {
        Facts facts = whole.facts();
        Commitment address = words.get("address");
        return new Filing(
                String.valueOf(facts.text(Field.CHANNEL)),
                facts.text(Field.HOTLINE),
                null,
                facts.text(Field.KIND),
                part.category(),
                null,
                part.text(),
                Where.of(facts, names.levels(), address == null ? null : address.value()),
                Map.of(),
                null,
                String.valueOf(facts.text(Field.LANGUAGE)),
                List.of(),
                null);
    }
}
