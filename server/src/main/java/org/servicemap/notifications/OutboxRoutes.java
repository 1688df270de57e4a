package org.servicemap.notifications;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;

/** The outbox, for administrators. */
public final class OutboxRoutes implements RouteGroup {
    private static final List<String> STATES = List.of("waiting", "sending", "sent", "failed", "expired");
    private static final List<String> CHANNELS =
            Arrays.stream(Channel.values()).map(Channel::word).toList();
    private static final Param<String> STATE = Param.oneOf("state", STATES, "Only messages in this state");
    private static final Param<String> CHANNEL = Param.oneOf("channel", CHANNELS, "Only messages of this channel");
    private static final Param<Long> REQUEST = Param.id("request", "Only messages about this request");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 100");
    private static final Param<Long> ID = Param.id("id", "Id of the message").inPath();

    private final Database database;
    private final Outbox outbox;
    private final OutboxReading reading;
    private final Set<Channel> onlyHere;

    /** @param onlyHere channels without a sender: their messages reach nobody but by this page */
    public OutboxRoutes(Database database, Outbox outbox, OutboxReading reading, Set<Channel> onlyHere) {
        this.database = database;
        this.outbox = outbox;
        this.reading = reading;
        this.onlyHere = Set.copyOf(onlyHere);
    }

    @Describe("A message of the outbox")
    record MessageJson(
            String id,
            Channel channel,
            @Describe("Masked") String recipient,

            @Describe("Name of its words, or of a webhook's event")
            String template,

            String language,

            @Describe("Id of the request that it tells of") @Nullable
            String request,

            @Describe("waiting, sending, sent, failed or expired")
            String state,

            int attempts,
            @Describe("When it is due") Instant nextTryAt,
            @Nullable Instant expiresAt,

            @Describe("What took it: smtp, sms, webhook, or page when it only stands here") @Nullable
            String via,

            @Describe("Why the last attempt failed") @Nullable
            String lastError,

            Instant createdAt,
            @Nullable Instant sentAt) {
        static MessageJson of(OutboxEntry entry) {
            Long request = entry.request();
            return new MessageJson(
                    Long.toString(entry.id()),
                    entry.channel(),
                    entry.recipientMasked(),
                    entry.template(),
                    entry.language(),
                    request == null ? null : request.toString(),
                    entry.state(),
                    entry.attempts(),
                    entry.nextTryAt(),
                    entry.expiresAt(),
                    entry.via(),
                    entry.lastError(),
                    entry.createdAt(),
                    entry.sentAt());
        }
    }

    @Describe("What a message says")
    record WordsJson(String id, String recipient, String subject, String text) {}

    @Describe("A message that says only that it is a test")
    record TestJson(
            @Describe("sms, email or page") String channel,
            @Describe("Phone number or mailbox") String recipient,
            @Describe("Language tag; default zh") @Nullable String language) {
        TestJson {
            if (!CHANNELS.contains(channel) || channel.equals(Channel.WEBHOOK.word())) {
                throw new FieldException("channel", "sms, email or page");
            }
            if (recipient.isBlank()) {
                throw new FieldException("recipient", "a phone number or mailbox");
            }
        }
    }

    @Describe("A new message")
    record AppendedJson(String id) {}

    @Override
    public String tag() {
        return "outbox";
    }

    @Override
    public String description() {
        return "Messages to people and systems";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(HttpServer.API + "/outbox", "listOutbox")
                        .summary("Messages, newest first")
                        .takes(STATE, CHANNEL, REQUEST, LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .roles(Role.ADMINISTRATOR)
                        .page(MessageJson.class, "Messages", this::list),
                Route.get(HttpServer.API + "/outbox/{id}/words", "readOutboxMessage")
                        .summary(
                                "What a message says, in clear, but codes and one-time links only where no sender brings them; audited")
                        .takes(ID)
                        .fails(NotificationErrors.UNKNOWN_MESSAGE)
                        .roles(Role.ADMINISTRATOR)
                        .json(WordsJson.class, "The words", this::read),
                Route.post(HttpServer.API + "/outbox/{id}/retry", "retryOutboxMessage")
                        .summary("Let a message that failed or expired go out now")
                        .takes(ID)
                        .fails(NotificationErrors.UNKNOWN_MESSAGE, NotificationErrors.NOTHING_TO_RETRY)
                        .roles(Role.ADMINISTRATOR)
                        .nothing("It is due", this::retry),
                Route.post(HttpServer.API + "/outbox/test", "sendTestMessage")
                        .summary("Send a test message")
                        .body(TestJson.class, "Where to")
                        .idempotent()
                        .roles(Role.ADMINISTRATOR)
                        .created(AppendedJson.class, "The message", this::test));
    }

    private Page<MessageJson> list(Exchange exchange) {
        String channel = exchange.find(CHANNEL);
        int limit = exchange.get(LIMIT, 100);
        List<OutboxEntry> found = outbox.list(new OutboxFilter(
                exchange.find(STATE),
                channel == null ? null : Channel.of(channel),
                exchange.find(REQUEST),
                before(exchange.find(Cursor.PARAM)),
                limit + 1));
        boolean more = found.size() > limit;
        List<MessageJson> items =
                found.stream().limit(limit).map(MessageJson::of).toList();
        return new Page<>(items, more ? items.get(limit - 1).id() : null);
    }

    /** A cursor is the id of the last message seen. */
    private static @Nullable Long before(@Nullable String cursor) {
        try {
            return cursor == null ? null : Long.valueOf(cursor);
        } catch (NumberFormatException e) {
            throw ErrorCode.BAD_CURSOR.problem("the cursor does not belong to this list", "cursor");
        }
    }

    private WordsJson read(Exchange exchange) {
        long id = exchange.get(ID);
        Delivery delivery = database.inTransaction(handle -> {
            Delivery masked = outbox.readMasked(handle, id).orElseThrow(OutboxRoutes::unknown);
            reading.opened(handle, exchange, id);
            return onlyHere.contains(masked.channel())
                    ? outbox.read(handle, id).orElseThrow(OutboxRoutes::unknown)
                    : masked;
        });
        return new WordsJson(Long.toString(id), delivery.recipient(), delivery.subject(), delivery.text());
    }

    private void retry(Exchange exchange) {
        long id = exchange.get(ID);
        if (outbox.retry(id)) {
            return;
        }
        throw outbox.find(id).isEmpty()
                ? unknown()
                : NotificationErrors.NOTHING_TO_RETRY.problem("the message is neither failed nor expired");
    }

    private static RuntimeException unknown() {
        return NotificationErrors.UNKNOWN_MESSAGE.problem("there is no such message", "id");
    }

    private AppendedJson test(Exchange exchange) {
        TestJson body = exchange.body(TestJson.class);
        String language = body.language();
        Message message = Message.of(
                Channel.of(body.channel()),
                body.recipient().strip(),
                "test",
                language == null ? "zh" : language,
                Map.of());
        return new AppendedJson(Long.toString(database.inTransaction(handle -> outbox.append(handle, message))));
    }
}
