package org.servicemap.requests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.Caller;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Delivery;
import org.servicemap.notifications.Outbox;
import org.servicemap.requests.history.Commitment;
import org.servicemap.storage.Database;

/**
 * All that is kept of one person: looked up, handed out, and given up for good. What is erased are words, photos, contacts, messages
 * and who called; the history keeps what happened to the requests and its commitments, so that it can still be proven. Thread-safe.
 */
final class Persons {
    private final Database database;
    private final Petitioners petitioners;
    private final RequestStore store;
    private final CallStore calls;
    private final RequestFiles files;
    private final Attachments attachments;
    private final Outbox outbox;

    Persons(
            Database database,
            Petitioners petitioners,
            RequestStore store,
            CallStore calls,
            RequestFiles files,
            Attachments attachments,
            Outbox outbox) {
        this.database = database;
        this.petitioners = petitioners;
        this.store = store;
        this.calls = calls;
        this.files = files;
        this.attachments = attachments;
        this.outbox = outbox;
    }

    /** How much is kept. */
    record Summary(int contacts, int requests, List<String> open, int calls, int messages) {}

    /** A request with the words that were not erased and what was attached. */
    record Kept(Request request, Map<String, String> words, List<RequestFiles.Item> files) {}

    /** A copy of everything. */
    record Copy(List<Contact> contacts, List<Kept> requests, List<Instant> calls, List<Delivery> messages) {}

    /** Everything that leads to the person: what was asked for, and what the petitioners found by it hold. */
    private record Reach(
            Set<Long> ids, List<Contact> contacts, Set<String> phones, Set<String> emails, Set<Long> accounts) {}

    private Reach reach(Handle handle, Subject subject) {
        Reach reach = new Reach(
                new LinkedHashSet<>(),
                new ArrayList<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>());
        if (subject.phone() != null) {
            reach.phones().add(petitioners.normal(subject.phone()));
        }
        if (subject.email() != null) {
            reach.emails().add(subject.email().strip());
        }
        if (subject.account() != null) {
            reach.accounts().add(subject.account());
        }
        reach.accounts().addAll(petitioners.accounts(handle, subject));
        for (long id : petitioners.findAll(handle, subject)) {
            petitioners.open(handle, id).ifPresent(person -> add(reach, person));
        }
        return reach;
    }

    private void add(Reach reach, Petitioners.Person person) {
        reach.ids().add(person.id());
        Contact contact = person.contact();
        reach.contacts().add(contact);
        if (contact.phone() != null) {
            reach.phones().add(petitioners.normal(contact.phone()));
        }
        if (contact.email() != null) {
            reach.emails().add(contact.email());
        }
        if (person.account() != null) {
            reach.accounts().add(person.account());
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
                    open(requests),
                    calls(handle, reach).size(),
                    messages(handle, reach).size());
        });
    }

    private static List<String> open(List<Request> requests) {
        return requests.stream()
                .filter(request -> !request.facts().state().isEnd())
                .map(request -> request.number().digits())
                .toList();
    }

    private List<Instant> calls(Handle handle, Reach reach) {
        return reach.phones().stream()
                .flatMap(phone -> calls.callsOf(handle, phone).stream())
                .toList();
    }

    private List<Delivery> messages(Handle handle, Reach reach) {
        List<Delivery> messages = new ArrayList<>();
        reach.phones().forEach(phone -> messages.addAll(outbox.readAll(handle, Channel.SMS, phone)));
        reach.emails().forEach(email -> messages.addAll(outbox.readAll(handle, Channel.EMAIL, email)));
        return messages;
    }

    /** A copy for the person; that it was made, by whom and why stands in the audit log. */
    Copy copy(Caller caller, Subject subject, String reason) {
        return database.inTransaction(handle -> {
            Reach reach = reach(handle, subject);
            audit(handle, caller, "person_exported", reach, reason);
            List<Kept> kept = store.ofPetitioners(handle, reach.ids()).stream()
                    .map(request -> kept(handle, request))
                    .toList();
            return new Copy(List.copyOf(reach.contacts()), kept, calls(handle, reach), messages(handle, reach));
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
     * @throws RequestException {@code open_requests} while something of the person's is still worked on
     */
    Summary erase(Caller caller, Subject subject, String reason) {
        return database.inTransaction(handle -> {
            Reach reach = reach(handle, subject);
            List<Request> requests = store.ofPetitioners(handle, reach.ids());
            List<String> open = open(requests);
            if (!open.isEmpty()) {
                throw new RequestException(
                        RequestException.OPEN_REQUESTS,
                        null,
                        "still worked on: " + String.join(", ", open) + "; end or withdraw them first");
            }
            audit(handle, caller, "person_erased", reach, reason);
            requests.forEach(request -> eraseRequest(handle, request.id()));
            petitioners.erase(handle, reach.ids());
            int called = reach.phones().stream()
                    .mapToInt(phone -> calls.forget(handle, phone))
                    .sum();
            int told = eraseMessages(handle, reach);
            reach.accounts().forEach(account -> Accounts.eraseCitizen(handle, account));
            return new Summary(reach.contacts().size(), requests.size(), List.of(), called, told);
        });
    }

    private int eraseMessages(Handle handle, Reach reach) {
        int told = 0;
        for (String phone : reach.phones()) {
            told += outbox.erase(handle, Channel.SMS, phone);
        }
        for (String email : reach.emails()) {
            told += outbox.erase(handle, Channel.EMAIL, email);
        }
        return told;
    }

    /** Words, what was published of them, and files of a request; row and history stay. */
    void eraseRequest(Handle handle, long id) {
        store.eraseValues(handle, id);
        RequestFiles.KINDS.forEach(kind -> attachments.delete(handle, new AttachmentOwner(kind, id)));
    }
}
