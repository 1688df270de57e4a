package org.servicemap.notifications.senders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Delivery;
import org.servicemap.notifications.DeliveryException;
import org.servicemap.notifications.Outbox;
import org.servicemap.notifications.OutboxEntry;
import org.servicemap.notifications.OutboxFilter;
import org.servicemap.notifications.Sender;
import org.servicemap.notifications.Webhooks;
import org.servicemap.notifications.templates.Templates;
import org.servicemap.storage.Database;
import org.servicemap.storage.TestDatabases;
import org.servicemap.storage.Writes;

class SendersTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC);
    private static final String TEXT = "您的诉求 \"BJ1\" & 50%\n已办理";

    @TempDir
    Path folder;

    private static Delivery to(Channel channel, String recipient) {
        return new Delivery(7_000_000_000L, channel, "closed", recipient, "诉求已办结", TEXT);
    }

    private static void assertFails(Sender sender, Delivery delivery, boolean permanent, String reason) {
        assertThatThrownBy(() -> sender.send(delivery))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.isPermanent()).isEqualTo(permanent))
                .hasMessageContaining(reason);
    }

    @Test
    void mailArrivesAsPlainTextUnderItsOwnId() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.setUser("city", "city", "s3cret");
        mail.start();
        try {
            int port = mail.getSmtp().getPort();
            SmtpSender sender = new SmtpSender(
                    new SmtpSettings(URI.create("smtp://city:s3cret@127.0.0.1:" + port), "接诉即办 <noreply@city.example>"),
                    CLOCK);
            sender.send(to(Channel.EMAIL, "zhang@example.org"));
            MimeMessage got = mail.getReceivedMessages()[0];
            assertThat(got.getMessageID()).isEqualTo("<7000000000@servicemap.city.example>");
            assertThat(got.getSubject()).isEqualTo("诉求已办结");
            assertThat(got.getContent().toString().replace("\r\n", "\n").strip())
                    .isEqualTo(TEXT);
            assertThat(got.getContentType()).startsWith("text/plain");
            assertThat(got.getAllRecipients()).hasSize(1);
            assertThat(got.getHeader("Idempotency-Key")).containsExactly("7000000000");
            assertFails(sender, to(Channel.EMAIL, "no mailbox"), true, "no mailbox");
            assertFails(sender, to(Channel.EMAIL, "a@b.example\r\nBcc: c@d.example"), true, "no mailbox");
        } finally {
            mail.stop();
        }
        SmtpSender nobody = new SmtpSender(
                new SmtpSettings(URI.create("smtp://127.0.0.1:" + freePort()), "noreply@city.example"), CLOCK);
        assertFails(nobody, to(Channel.EMAIL, "zhang@example.org"), false, "not handed in");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void smsGoesThroughAnyGateway() throws Exception {
        try (TestReceiver gateway = new TestReceiver();
                SmsSender json = new SmsSender(new SmsSettings(
                        gateway.url("/send/{id}"),
                        "{\"to\": \"{recipient}\", \"text\": \"{text}\"}",
                        Map.of("Authorization", "Bearer t0ken")));
                SmsSender form =
                        new SmsSender(new SmsSettings(gateway.url("/f?to={recipient}"), "text={text}", Map.of()))) {
            json.send(to(Channel.SMS, "+8613812341234"));
            TestReceiver.Got first = gateway.got.get(0);
            assertThat(first.path()).isEqualTo("/send/7000000000");
            assertThat(first.header("Authorization")).isEqualTo("Bearer t0ken");
            assertThat(first.header("Idempotency-Key")).isEqualTo("7000000000");
            assertThat(first.header("Content-Type")).startsWith("application/json");
            assertThat(new ObjectMapper().readTree(first.body()).path("text").asText())
                    .isEqualTo(TEXT);

            form.send(to(Channel.SMS, "+8613812341234"));
            TestReceiver.Got second = gateway.got.get(1);
            assertThat(second.path()).isEqualTo("/f?to=%2B8613812341234");
            assertThat(java.net.URLDecoder.decode(second.body(), StandardCharsets.UTF_8))
                    .isEqualTo("text=" + TEXT);

            gateway.status = 503;
            assertFails(json, to(Channel.SMS, "+8613812341234"), false, "answered 503");
            gateway.status = 302;
            assertFails(json, to(Channel.SMS, "+8613812341234"), false, "answered 302");
            assertThat(gateway.got)
                    .as("redirects are not followed")
                    .noneMatch(got -> got.path().equals("/elsewhere"));
        }
    }

    private static int publish(Database database, Webhooks webhooks, String event, Map<String, String> data) {
        return database.inTransaction(handle -> {
            Writes writes = Writes.in(handle);
            int told = webhooks.publish(writes, event, List.of("W1", "D1"), data);
            writes.send();
            return told;
        });
    }

    @Test
    void aWebhookIsSignedAndOursAloneIsNotCalledUnlessAllowed() throws Exception {
        try (Database database = TestDatabases.best();
                TestReceiver system = new TestReceiver()) {
            Keyset keys = Keyset.openOrCreate(folder.resolve("keys"));
            Outbox outbox = new Outbox(database, keys, () -> Templates.of(null, "zh"), CLOCK);
            Webhooks webhooks = new Webhooks(database, outbox, keys.cipher(), CLOCK);
            Webhooks.Created own = webhooks.subscribe("W1", system.url("/hook"), List.of("request.dispatched"), null);
            webhooks.subscribe("W2", system.url("/other"), List.of(Webhooks.ALL), null);
            int told = publish(database, webhooks, "request.dispatched", Map.of("number", "BJ1"));
            assertThat(told).isEqualTo(1);
            int wanted = publish(database, webhooks, "request.changed", Map.of());
            assertThat(wanted).isZero();
            OutboxEntry entry =
                    outbox.list(new OutboxFilter(null, null, null, null, 10)).get(0);
            Delivery delivery = database.inTransaction(handle -> outbox.read(handle, entry.id()))
                    .orElseThrow();

            try (WebhookSender guarded = new WebhookSender(webhooks, CLOCK, false)) {
                assertFails(guarded, delivery, false, "no answer: UnknownHostException");
            }
            assertThat(system.got).isEmpty();
            try (WebhookSender sender = new WebhookSender(webhooks, CLOCK, true)) {
                sender.send(delivery);
                assertSigned(system.got.get(0), own.secret(), entry.id());
                system.status = 410;
                assertFails(sender, delivery, true, "answered 410");
                webhooks.unsubscribe(own.subscription().id());
                assertFails(sender, delivery, true, "taken away");
            }
        }
    }

    private static void assertSigned(TestReceiver.Got got, String secret, long id) throws Exception {
        assertThat(got.header("Idempotency-Key")).isEqualTo(Long.toString(id));
        assertThat(got.header("X-ServiceMap-Event")).isEqualTo("request.dispatched");
        assertThat(new ObjectMapper()
                        .readTree(got.body())
                        .path("data")
                        .path("number")
                        .asText())
                .isEqualTo("BJ1");
        String seconds = Long.toString(CLOCK.instant().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] sum = mac.doFinal((seconds + "." + got.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(got.header("X-ServiceMap-Signature"))
                .isEqualTo("t=" + seconds + ",v1=" + HexFormat.of().formatHex(sum));
    }
}
