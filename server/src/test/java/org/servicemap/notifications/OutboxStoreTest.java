package org.servicemap.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.notifications.templates.Templates;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

@OnEveryDatabase
class OutboxStoreTest {
    private static final String PHONE = "+8613812341234";
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5), 3);

    private final Database database;
    private final Ticking clock = new Ticking();
    private final Recording sender = new Recording();

    @TempDir
    Path folder;

    private Outbox outbox;
    private Courier courier;

    OutboxStoreTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        database.useTransaction(handle -> handle.execute("DELETE FROM outbox"));
        outbox = new Outbox(
                database, Keyset.openOrCreate(folder.resolve("keys")), () -> Templates.of(null, "zh"), clock);
        courier = new Courier(database, outbox, sender, clock, new Random(1), BACKOFF);
    }

    /** A clock that tests move. */
    private static final class Ticking extends Clock {
        private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Takes every message, or fails as told. */
    private static final class Recording implements Sender {
        private final List<Delivery> taken = Collections.synchronizedList(new ArrayList<>());
        private volatile Exception fault;

        @Override
        public String name() {
            return "recording";
        }

        @Override
        public Set<Channel> channels() {
            return Set.of(Channel.SMS, Channel.EMAIL);
        }

        @Override
        public void send(Delivery delivery) throws DeliveryException {
            taken.add(delivery);
            if (fault instanceof DeliveryException refused) {
                throw refused;
            }
            if (fault instanceof RuntimeException broken) {
                throw broken;
            }
        }
    }

    private static Message code() {
        return Message.of(Channel.SMS, PHONE, "code", "zh-CN", Map.of("code", "493817", "minutes", "5", "more", "x"));
    }

    private long append(Message message) {
        return database.inTransaction(handle -> outbox.append(handle, message));
    }

    private OutboxEntry entry(long id) {
        return outbox.find(id).orElseThrow();
    }

    @Test
    void aMessageGoesOutOnceInItsReadersLanguage() {
        long id = append(code().about(42));
        assertThat(courier.deliverOne()).isTrue();
        assertThat(courier.deliverOne()).isFalse();
        assertThat(sender.taken)
                .containsExactly(new Delivery(id, Channel.SMS, "code", PHONE, "验证码", "您的验证码是 493817，5 分钟内有效，请勿告诉他人。"));
        assertThat(entry(id).state()).isEqualTo("sent");
        assertThat(entry(id).via()).isEqualTo("recording");
        assertThat(entry(id).request()).isEqualTo(42);
        assertThat(entry(id).sentAt()).isEqualTo(clock.instant());
    }

    @Test
    void messagesThatStayOnThePageAreMarkedManyAtOnceEachByItself() {
        Courier page = new Courier(database, outbox, Sender.toPage(Set.of(Channel.SMS)), clock, new Random(1));
        long first = append(code());
        long late = append(code().until(clock.instant().minusSeconds(1)));
        long email = append(Message.of(Channel.EMAIL, "a@city.example", "code", "zh", code().params()));
        long last = append(code());

        assertThat(page.deliverOne()).isTrue();
        assertThat(page.deliverOne()).isFalse();

        assertThat(List.of(first, last)).allSatisfy(id -> {
            assertThat(entry(id).state()).isEqualTo("sent");
            assertThat(entry(id).via()).isEqualTo(Sender.PAGE);
            assertThat(entry(id).attempts()).isEqualTo(1);
            assertThat(entry(id).sentAt()).isEqualTo(clock.instant());
        });
        assertThat(entry(late).state()).isEqualTo("expired");
        assertThat(entry(late).sentAt()).isNull();
        assertThat(entry(email).state()).isEqualTo("waiting");
        assertThat(courier.deliverOne()).isTrue();
    }

    @Test
    void whatIsRolledBackIsNeverSent() {
        assertThatThrownBy(() -> database.useTransaction(handle -> {
                    outbox.append(handle, code());
                    throw new IllegalStateException("the business failed");
                }))
                .hasMessage("the business failed");
        assertThat(courier.deliverOne()).isFalse();
    }

    @Test
    void nothingOfAMessageIsInClearInTheDatabase() {
        append(code());
        String all = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT string_agg(o::text || encode(recipient, 'escape') || encode(params, 'escape'), ' ') FROM outbox o")
                        .mapTo(String.class)
                        .one());
        assertThat(all)
                .contains("+86138****1234")
                .doesNotContain(PHONE.substring(3))
                .doesNotContain("493817");
    }

    @Test
    void aMessageOnSomethingSensitiveIsNeutralAndKeepsNoDetail() {
        Message message = Message.of(
                        Channel.EMAIL,
                        "zhang@example.org",
                        "answered",
                        "en",
                        Map.of("number", "BJ1", "reply", "Your psychological counselling"))
                .neutral(true);
        append(message);
        courier.deliverOne();
        Delivery sent = sender.taken.get(0);
        assertThat(sent.template()).isEqualTo(Templates.NEUTRAL);
        assertThat(sent.subject() + sent.text()).contains("BJ1").doesNotContain("psychological");
    }

    @Test
    void aMessageThatLacksAValueFailsItsTransactionNotItsReader() {
        assertThatThrownBy(() -> append(Message.of(Channel.SMS, PHONE, "code", "zh", Map.of("code", "1"))))
                .hasMessageContaining("minutes");
        assertThatThrownBy(() -> append(Message.of(Channel.SMS, PHONE, "no_such", "zh", Map.of())))
                .hasMessageContaining("no_such");
    }

    @Test
    void aFailureIsTriedAgainLaterAndGivenUpAtLast() {
        long id = append(code());
        sender.fault = DeliveryException.temporary("answered 503", null);
        assertThat(courier.deliverOne()).isTrue();
        assertThat(entry(id).state()).isEqualTo("waiting");
        assertThat(entry(id).lastError()).isEqualTo("answered 503");
        assertThat(courier.deliverOne()).as("not due yet").isFalse();
        assertThat(Duration.between(clock.instant(), entry(id).nextTryAt()))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        clock.forward(Duration.ofSeconds(10));
        assertThat(courier.deliverOne()).isTrue();
        clock.forward(Duration.ofSeconds(20));
        sender.fault = new IllegalStateException("broken while sending to " + PHONE);
        assertThat(courier.deliverOne()).isTrue();
        assertThat(entry(id).state()).isEqualTo("failed");
        assertThat(entry(id).lastError()).isEqualTo("IllegalStateException");
        clock.forward(Duration.ofDays(1));
        assertThat(courier.deliverOne()).isFalse();

        sender.fault = null;
        assertThat(outbox.retry(id)).isTrue();
        assertThat(courier.deliverOne()).isTrue();
        assertThat(entry(id).state()).isEqualTo("sent");
        assertThat(outbox.retry(id)).isFalse();
        assertThat(sender.taken).extracting(Delivery::id).containsOnly(id).hasSize(4);
    }

    @Test
    void whatCannotSucceedIsNotTriedAgain() {
        long id = append(code());
        sender.fault = DeliveryException.permanent("answered 550", null);
        courier.deliverOne();
        assertThat(entry(id).state()).isEqualTo("failed");
    }

    @Test
    void aCodeThatIsNoLongerValidIsNotSent() {
        long id = append(code().until(clock.instant().plusSeconds(300)));
        clock.forward(Duration.ofSeconds(300));
        assertThat(courier.deliverOne()).isTrue();
        assertThat(sender.taken).isEmpty();
        assertThat(entry(id).state()).isEqualTo("expired");
    }

    /** The process dies after sending, before marking: an error, which is no exception that a courier handles. */
    @Test
    void aCourierThatDiedRepeatsOneMessageUnderTheSameId() {
        long first = append(code());
        long second = append(code());
        Courier dying = new Courier(database, outbox, new Dying(sender), clock, new Random(1), BACKOFF);
        assertThatThrownBy(dying::deliverOne).isInstanceOf(Dying.Killed.class);
        assertThat(entry(first).state()).isEqualTo("sending");
        assertThat(courier.deliverOne()).isTrue();
        assertThat(courier.deliverOne()).as("leased to the dead").isFalse();
        clock.forward(Duration.ofMinutes(4));
        assertThat(courier.deliverOne()).isTrue();
        assertThat(courier.deliverOne()).isFalse();
        assertThat(sender.taken).extracting(Delivery::id).containsExactly(first, second, first);
        assertThat(entry(first).state()).isEqualTo("sent");
    }

    private record Dying(Sender sender) implements Sender {
        static final class Killed extends Error {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public String name() {
            return sender.name();
        }

        @Override
        public Set<Channel> channels() {
            return sender.channels();
        }

        @Override
        public void send(Delivery delivery) throws DeliveryException {
            sender.send(delivery);
            throw new Killed();
        }
    }

    @Test
    void aSlowCourierThatLostItsLeaseChangesNothing() {
        long id = append(code());
        Courier slow = new Courier(
                database,
                outbox,
                new Sender() {
                    @Override
                    public String name() {
                        return "slow";
                    }

                    @Override
                    public Set<Channel> channels() {
                        return sender.channels();
                    }

                    @Override
                    public void send(Delivery delivery) throws DeliveryException {
                        clock.forward(Duration.ofMinutes(4));
                        assertThat(courier.deliverOne()).isTrue();
                        throw DeliveryException.permanent("too late", null);
                    }
                },
                clock,
                new Random(1),
                BACKOFF);
        slow.deliverOne();
        assertThat(entry(id).state()).isEqualTo("sent");
        assertThat(entry(id).via()).isEqualTo("recording");
    }

    @Test
    void manyCouriersShareTheWorkAndNoneIsSentTwice() {
        Set<Long> all = database.inTransaction(handle -> {
            Set<Long> ids = new java.util.TreeSet<>();
            for (int i = 0; i < 200; i++) {
                ids.add(outbox.append(handle, code()));
            }
            return ids;
        });
        IntStream.range(0, 8).parallel().forEach(i -> {
            while (courier.deliverOne()) {
                Thread.onSpinWait();
            }
        });
        assertThat(sender.taken).hasSize(200).extracting(Delivery::id).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void channelsWithoutASenderOfTheirOwnStayOnThePage() {
        long id = append(code());
        Courier toPage = new Courier(database, outbox, Sender.toPage(Set.of(Channel.SMS)), clock, new Random(1));
        toPage.deliverOne();
        assertThat(entry(id).via()).isEqualTo(Sender.PAGE);
        Delivery read =
                database.inTransaction(handle -> outbox.read(handle, id)).orElseThrow();
        assertThat(read.text()).contains("493817");
        assertThat(new String(read.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .doesNotContain("493817")
                .doesNotContain(PHONE);
    }

    @Test
    void aPersonsMessagesAreFoundAndErasedAndOldOnesForgotten() {
        append(code());
        long other = append(Message.of(Channel.SMS, "+8613900000000", "test", "zh", Map.of()));
        int erased = database.inTransaction(handle -> outbox.erase(handle, Channel.SMS, PHONE, null));
        assertThat(erased).isEqualTo(1);
        assertThat(outbox.forget(clock.instant().plusSeconds(1)))
                .as("it waits still")
                .isZero();
        courier.deliverOne();
        assertThat(outbox.forget(clock.instant().plusSeconds(1))).isEqualTo(1);
        assertThat(outbox.find(other)).isEmpty();
    }

    @Test
    void listsAreFilteredAndPaged() {
        long first = append(code().about(7));
        long second = append(Message.of(Channel.EMAIL, "a@example.org", "test", "en", Map.of()));
        courier.deliverOne();
        assertThat(ids(new OutboxFilter(null, null, null, null, 10))).containsExactly(second, first);
        assertThat(ids(new OutboxFilter(null, null, null, second, 10))).containsExactly(first);
        assertThat(ids(new OutboxFilter("sent", null, null, null, 10))).containsExactly(first);
        assertThat(ids(new OutboxFilter(null, Channel.EMAIL, null, null, 10))).containsExactly(second);
        assertThat(ids(new OutboxFilter(null, null, 7L, null, 10))).containsExactly(first);
        assertThat(entry(second).recipientMasked()).isEqualTo("a***@example.org");
    }

    private List<Long> ids(OutboxFilter filter) {
        return outbox.list(filter).stream().map(OutboxEntry::id).toList();
    }
}
