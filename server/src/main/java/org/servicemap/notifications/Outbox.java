package org.servicemap.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.accounts.personal.Mask;
import org.servicemap.notifications.templates.TemplateException;
import org.servicemap.notifications.templates.Templates;
import org.servicemap.storage.Database;
import org.servicemap.storage.Writes;

/**
 * Messages that wait for their sender. A message is appended in the transaction of what it tells of: when that commits the
 * message will go out, when it does not there is none. Recipient and contents are sealed. Thread-safe.
 */
public final class Outbox {
    /** Of a webhook's message: what it says, as JSON. */
    static final String BODY = "body";

    private static final Set<String> SECRETS = Set.of("code", "query_code");
    private static final String LINK = "link";
    private static final String MASKED = "•••";

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private final Database database;
    private final Keyset keys;
    private final Supplier<Templates> templates;
    private final Clock clock;

    /** @param templates of the city in force */
    public Outbox(Database database, Keyset keys, Supplier<Templates> templates, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.templates = templates;
        this.clock = clock;
    }

    /**
     * Appends in the handle's transaction.
     *
     * @return the message's id
     * @throws TemplateException when there is no such template, or the message does not fill it
     */
    public long append(Handle handle, Message message) {
        Writes writes = Writes.in(handle);
        long id = append(writes, message);
        writes.send();
        return id;
    }

    /** As {@link #append(Handle, Message)}, together with other writes. */
    public long append(Writes writes, Message message) {
        String template = message.sensitive() ? Templates.NEUTRAL : message.template();
        return insert(writes, database.nextId(), message, template, wanted(template, message.params()));
    }

    /** A webhook's message carries its whole body. */
    long appendWebhook(Writes writes, long subscription, String event, String body, long id) {
        Message message = Message.of(Channel.WEBHOOK, Long.toString(subscription), event, "", Map.of(BODY, body));
        return insert(writes, id, message, event, message.params());
    }

    long nextId() {
        return database.nextId();
    }

    /** Only what the template wants is kept, and all of that must be there. */
    private Map<String, String> wanted(String template, Map<String, String> params) {
        Map<String, String> wanted = new TreeMap<>();
        for (String name : templates.get().placeholders(template)) {
            String value = params.get(name);
            if (value == null) {
                throw new IllegalArgumentException("message " + template + " lacks " + name);
            }
            wanted.put(name, value);
        }
        return wanted;
    }

    private long insert(Writes writes, long id, Message message, String template, Map<String, String> params) {
        OutboxEntry entry = new OutboxEntry(
                id,
                message.channel(),
                masked(message),
                template,
                message.language(),
                message.request(),
                "waiting",
                0,
                clock.instant(),
                message.expiresAt(),
                null,
                null,
                clock.instant(),
                null);
        byte[] recipient = keys.cipher().seal(message.recipient(), recipientContext(id));
        byte[] sealed = keys.cipher().seal(json(params), paramsContext(id));
        OutboxRows.insert(writes, id, message, new OutboxRows.Row(entry, recipient, sealed), index(message));
        return id;
    }

    private static String masked(Message message) {
        return switch (message.channel()) {
            case SMS -> Mask.phone(message.recipient());
            case EMAIL -> Mask.mailbox(message.recipient());
            case WEBHOOK, PAGE -> message.recipient();
        };
    }

    private byte[] index(Message message) {
        return index(message.channel(), message.recipient());
    }

    private byte[] index(Channel channel, String recipient) {
        return keys.index().of("outbox." + channel.word(), recipient);
    }

    private static String recipientContext(long id) {
        return "outbox.recipient/" + id;
    }

    private static String paramsContext(long id) {
        return "outbox.params/" + id;
    }

    /** What a sender is given of a row. */
    Delivery open(OutboxRows.Row row) {
        return open(row, false);
    }

    private Delivery open(OutboxRows.Row row, boolean masked) {
        OutboxEntry entry = row.entry();
        String recipient = keys.cipher().open(row.recipient(), recipientContext(entry.id()));
        Map<String, String> params = strings(keys.cipher().open(row.params(), paramsContext(entry.id())));
        if (masked) {
            params.replaceAll(Outbox::withoutSecret);
        }
        if (entry.channel() == Channel.WEBHOOK) {
            return new Delivery(
                    entry.id(), entry.channel(), entry.template(), recipient, "", params.getOrDefault(BODY, "{}"));
        }
        var words = templates.get().words(entry.template(), entry.language(), params);
        return new Delivery(entry.id(), entry.channel(), entry.template(), recipient, words.subject(), words.text());
    }

    /** Codes, and what a link carries behind its {@code #}: whoever has them can act as the recipient. */
    private static String withoutSecret(String name, String value) {
        if (name.equals(LINK)) {
            return value.replaceFirst("#.*", "#" + MASKED);
        }
        return SECRETS.contains(name) ? MASKED : value;
    }

    /** What a message says in clear; empty when there is no such message. The caller audits it. */
    public Optional<Delivery> read(Handle handle, long id) {
        return OutboxRows.find(handle, id).map(this::open);
    }

    /** Likewise, without what lets its reader act as the recipient. */
    public Optional<Delivery> readMasked(Handle handle, long id) {
        return OutboxRows.find(handle, id).map(row -> open(row, true));
    }

    public List<OutboxEntry> list(OutboxFilter filter) {
        return database.jdbi().withHandle(handle -> OutboxRows.list(handle, filter));
    }

    public Optional<OutboxEntry> find(long id) {
        return database.jdbi().withHandle(handle -> OutboxRows.find(handle, id).map(OutboxRows.Row::entry));
    }

    /** Lets a message that failed or expired go out now; false when it had done neither. */
    public boolean retry(long id) {
        return database.inTransaction(handle -> OutboxRows.retry(handle, id, clock.instant()));
    }

    /**
     * Everything that was or is to be sent to someone, in clear but for what lets its reader act as the recipient, oldest first; the
     * caller audits it.
     *
     * @param about only what is about these requests; null for all
     */
    public List<Delivery> readAll(Handle handle, Channel channel, String recipient, @Nullable Collection<Long> about) {
        return OutboxRows.of(handle, index(channel, recipient), about).stream()
                .map(row -> open(row, true))
                .toList();
    }

    /** Takes away what {@link #readAll} answers, as for an erasure. */
    public int erase(Handle handle, Channel channel, String recipient, @Nullable Collection<Long> about) {
        return OutboxRows.deleteOf(handle, index(channel, recipient), about);
    }

    /** Takes messages away that are done with and older than an instant. */
    public int forget(Instant before) {
        return database.inTransaction(handle -> OutboxRows.deleteOlder(handle, before));
    }

    private static String json(Map<String, String> params) {
        try {
            return JSON.writeValueAsString(params);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> strings(String json) {
        try {
            return JSON.readValue(json, STRINGS);
        } catch (JsonProcessingException e) {
            // The cause would hold the contents.
            throw new IllegalStateException("a message's parameters are no map of texts");
        }
    }

    /** Names of a message's words, for checking input. */
    public List<String> templateNames() {
        return templates.get().names().stream().sorted().collect(Collectors.toList());
    }
}
