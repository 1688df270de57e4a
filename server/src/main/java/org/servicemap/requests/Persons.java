package org.servicemap.requests;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.Caller;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Delivery;
import org.servicemap.notifications.Outbox;
import org.servicemap.requests.history.Commitment;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.storage.Writes;

/**
 * All that is kept of one person: looked up, handed out, and given up for good. What is erased are words, photos, contacts, messages,
 * who called, and the exact places of the requests; the history keeps what happened to the requests and its commitments, so that it can still be proven. Thread-safe.
 */
final class Persons {
    private static final String PLACE_FORGOTTEN = "forget_place";

    private final Database database;
    private final Petitioners petitioners;
    private final RequestStore store;
    private final CallStore calls;
    private final RequestFiles files;
    private final Attachments attachments;
    private final Outbox outbox;
    private final Journal journal;
    private final PersonalRecords beside;
    private final Clock clock;

    /** @param beside what is kept of persons elsewhere, such as bookings */
    Persons(
            Database database,
            Petitioners petitioners,
            RequestStore store,
            CallStore calls,
            RequestFiles files,
            Attachments attachments,
            Outbox outbox,
            Journal journal,
            PersonalRecords beside,
            Clock clock) {
        this.database = database;
        this.petitioners = petitioners;
        this.store = store;
        this.calls = calls;
        this.files = files;
        this.attachments = attachments;
        this.outbox = outbox;
        this.journal = journal;
        this.beside = beside;
        this.clock = clock;
    }

    /** How much is kept. */
    record Summary(int contacts, int requests, List<String> open, int calls, int messages, int bookings) {}

    /** A request with the words that were not erased and what was attached. */
    record Kept(Request request, Map<String, String> words, List<RequestFiles.Item> files) {}

    /** A copy of everything. */
    record Copy(
            List<Contact> contacts,
            List<Kept> requests,
            List<Instant> calls,
            List<Delivery> messages,
            List<Map<String, Object>> bookings) {}

    /** Everything that leads to the person: what was asked for, and what the petitioners found by it hold. */
    private record Reach(
            Set<Long> ids, List<Contact> contacts, Set<String> phones, Set<String> emails, Set<Long> accounts) {}

    /**
     * What the person has shown to be theirs leads on: a phone or an address that an account logs in with. What somebody merely said in a
     * request does not, or who files with another's phone would get at what is theirs.
     */
    private Reach reach(Handle handle, Subject subject) {
        Reach reach = new Reach(
                new LinkedHashSet<>(),
                new ArrayList<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>());
        add(reach, subject.phone(), subject.email());
        if (subject.account() != null) {
            reach.accounts().add(subject.account());
        }
        reach.accounts().addAll(petitioners.accounts(handle, subject));
        petitioners.verified(handle, reach.accounts()).forEach(shown -> add(reach, shown.phone(), shown.email()));
        for (long id : petitioners.findAll(handle, reach.phones(), reach.emails(), reach.accounts())) {
            petitioners.open(handle, id).ifPresent(person -> {
                reach.ids().add(person.id());
                reach.contacts().add(person.contact());
            });
        }
        return reach;
    }

    private void add(Reach reach, @Nullable String phone, @Nullable String email) {
        if (phone != null) {
            reach.phones().add(petitioners.normal(phone));
        }
        if (email != null) {
            reach.emails().add(email.strip());
        }
    }

    /** How much there is; that somebody looked, and why, stands in the audit log too. */
    Summary look(Caller caller, Subject subject, String reason) {
        return database.inTransaction(handle -> {
            Reach reach = reach(handle, subject);
            audit(handle, caller, "person_looked_up", reach, reason);
            List<Request> requests = store.ofPetitioners(handle, reach.ids());
            return new Summary(
                    reach.contacts().size(),
                    requests.size(),
                    open(handle, reach, requests),
                    calls(handle, reach).size(),
                    messages(handle, reach, requests).size(),
                    beside.count(handle, reach.phones(), reach.accounts()));
        });
    }

    private List<String> open(Handle handle, Reach reach, List<Request> requests) {
        List<String> open = requests.stream()
                .filter(request -> !request.facts().state().isEnd())
                .map(request -> request.number().digits())
                .collect(Collectors.toCollection(ArrayList::new));
        open.addAll(beside.open(handle, reach.phones(), reach.accounts()));
        return open;
    }

    private List<Instant> calls(Handle handle, Reach reach) {
        return reach.phones().stream()
                .flatMap(phone -> calls.callsOf(handle, phone).stream())
                .toList();
    }

    /** Where messages went; about which requests, where the address was merely said in them. */
    private record Address(
            Channel channel, String recipient, @Nullable Set<Long> about) {}

    private Set<Address> addresses(Reach reach, List<Request> requests) {
        Set<Address> addresses = new LinkedHashSet<>();
        reach.phones().forEach(phone -> addresses.add(new Address(Channel.SMS, phone, null)));
        reach.emails().forEach(email -> addresses.add(new Address(Channel.EMAIL, email, null)));
        Set<Long> about = requests.stream().map(Request::id).collect(Collectors.toCollection(LinkedHashSet::new));
        for (Contact contact : reach.contacts()) {
            String phone = contact.phone() == null ? null : petitioners.normal(contact.phone());
            if (phone != null && !reach.phones().contains(phone)) {
                addresses.add(new Address(Channel.SMS, phone, about));
            }
            if (contact.email() != null && !reach.emails().contains(contact.email())) {
                addresses.add(new Address(Channel.EMAIL, contact.email(), about));
            }
        }
        return addresses;
    }

    private List<Delivery> messages(Handle handle, Reach reach, List<Request> requests) {
        return addresses(reach, requests).stream()
                .flatMap(to -> outbox.readAll(handle, to.channel(), to.recipient(), to.about()).stream())
                .toList();
    }

    /** A copy for the person; that it was made, by whom and why stands in the audit log. */
    Copy copy(Caller caller, Subject subject, String reason) {
        return database.inTransaction(handle -> {
            Reach reach = reach(handle, subject);
            audit(handle, caller, "person_exported", reach, reason);
            List<Request> requests = store.ofPetitioners(handle, reach.ids());
            List<Kept> kept =
                    requests.stream().map(request -> kept(handle, request)).toList();
            return new Copy(
                    List.copyOf(reach.contacts()),
                    kept,
                    calls(handle, reach),
                    messages(handle, reach, requests),
                    beside.copy(handle, reach.phones(), reach.accounts()));
        });
    }

    private Kept kept(Handle handle, Request request) {
        Map<String, String> words = new LinkedHashMap<>();
        store.values(handle, request.id()).values().stream()
                .sorted(java.util.Comparator.comparing(Commitment::name))
                .forEach(value -> words.put(value.name(), value.value()));
        List<String> shown = List.of(RequestFiles.FILED, RequestFiles.PROOF);
        return new Kept(request, words, files.of(handle, request.id(), shown));
    }

    Attachments.Content open(RequestFiles.Item item) {
        return files.open(item.ref().id());
    }

    private static void audit(Handle handle, Caller caller, String action, Reach reach, String reason) {
        if (reach.ids().isEmpty()) {
            Audit.record(handle, caller, action, "petitioner:none", reason);
        }
        reach.ids().forEach(id -> Audit.record(handle, caller, action, "petitioner:" + id, reason));
    }

    /**
     * Gives everything up for good.
     *
     * @throws RequestException {@code open_requests} while something of the person's is still worked on, or booked
     */
    Summary erase(Caller caller, Subject subject, String reason) {
        return database.inTransaction(handle -> {
            Reach reach = reach(handle, subject);
            List<Request> requests = store.ofPetitioners(handle, reach.ids());
            List<String> open = open(handle, reach, requests);
            if (!open.isEmpty()) {
                throw new RequestException(
                        RequestException.OPEN_REQUESTS,
                        null,
                        "still worked on: " + String.join(", ", open) + "; end, withdraw or cancel them first");
            }
            audit(handle, caller, "person_erased", reach, reason);
            requests.forEach(request -> eraseAll(handle, request.id()));
            petitioners.erase(handle, reach.ids());
            int called = reach.phones().stream()
                    .mapToInt(phone -> calls.forget(handle, phone))
                    .sum();
            int told = eraseMessages(handle, reach, requests);
            int booked = beside.erase(handle, reach.phones(), reach.accounts());
            reach.accounts().forEach(account -> Accounts.eraseCitizen(handle, account));
            return new Summary(reach.contacts().size(), requests.size(), List.of(), called, told, booked);
        });
    }

    private int eraseMessages(Handle handle, Reach reach, List<Request> requests) {
        return addresses(reach, requests).stream()
                .mapToInt(to -> outbox.erase(handle, to.channel(), to.recipient(), to.about()))
                .sum();
    }

    private void eraseAll(Handle handle, long id) {
        eraseRequest(handle, id);
        store.lock(handle, id)
                .filter(request -> ExactPlace.isIn(request.facts()))
                .ifPresent(request -> forgetPlace(handle, request));
    }

    /** The areas stay, so that figures do; that the place was given up is a step of the history. */
    private void forgetPlace(Handle handle, Request request) {
        store.erasePlace(handle, request.id());
        journal.side().eraseDecisions(handle, request.id());
        Writes writes = Writes.in(handle);
        journal.append(
                writes,
                request,
                new Journal.Entry(
                        clock.instant(), Author.SYSTEM, PLACE_FORGOTTEN, ExactPlace.NOWHERE, Map.of(), Map.of(), null));
        writes.send();
    }

    /**
     * Words, what was published of them, what a reassignment replaced, links and files of a request; row, place and history stay. Whoever
     * follows changes is told: what was taken from the words elsewhere goes too.
     */
    void eraseRequest(Handle handle, long id) {
        ChangeLog.append(handle, Journal.TOPIC, Long.toString(id), "{}");
        store.eraseWords(handle, id);
        journal.side().dropReplaced(handle, id);
        CallbackLinks.erase(handle, id);
        RequestFiles.KINDS.forEach(kind -> attachments.delete(handle, new AttachmentOwner(kind, id)));
    }
}
