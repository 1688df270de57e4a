package org.servicemap.app;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Scope;
import org.servicemap.accounts.login.CodeSender;
import org.servicemap.areas.City;
import org.servicemap.http.RouteGroup;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Courier;
import org.servicemap.notifications.Message;
import org.servicemap.notifications.Outbox;
import org.servicemap.notifications.OutboxRoutes;
import org.servicemap.notifications.Sender;
import org.servicemap.notifications.WebhookRoutes;
import org.servicemap.notifications.Webhooks;
import org.servicemap.notifications.senders.SmsSender;
import org.servicemap.notifications.senders.SmsSettings;
import org.servicemap.notifications.senders.SmtpSender;
import org.servicemap.notifications.senders.SmtpSettings;
import org.servicemap.notifications.senders.WebhookSender;
import org.servicemap.notifications.templates.TemplateException;
import org.servicemap.notifications.templates.Templates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox and what brings its messages out, wired by hand. Closing it lets what is being sent finish. */
final class Messages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);
    private static final String DEFAULT_LANGUAGE = "zh";
    private static final Duration TEMPLATES_KEPT = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int THREADS = 2;
    /** As long as codes are valid. */
    private static final Duration CODE_LIFE = Duration.ofMinutes(10);

    private static final String CODE_MINUTES = Long.toString(CODE_LIFE.toMinutes());

    private final Core core;
    private final Clock clock;
    private final Outbox outbox;
    private final Webhooks webhooks;
    private final List<Sender> senders = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Set<Channel> left = EnumSet.allOf(Channel.class);

    Messages(Core core) {
        this.core = core;
        clock = core.clock();
        LoadingCache<String, Templates> templates =
                Caffeine.newBuilder().expireAfterWrite(TEMPLATES_KEPT).build(any -> templates());
        outbox = new Outbox(core.database(), core.keyset(), () -> templates.get(""), clock);
        webhooks = new Webhooks(core.database(), outbox, core.keyset().cipher(), clock);
        addSenders(core.config().messages());
    }

    Outbox outbox() {
        return outbox;
    }

    Webhooks webhooks() {
        return webhooks;
    }

    private void addSenders(MessagesConfig config) {
        SmtpSettings smtp = config.smtp();
        if (smtp != null) {
            add(new SmtpSender(smtp, clock));
        }
        SmsSettings sms = config.sms();
        if (sms != null) {
            SmsSender sender = new SmsSender(sms);
            add(sender);
            open.add(sender);
        }
        WebhookSender sender = new WebhookSender(webhooks, clock, config.ownNetworks());
        add(sender);
        open.add(sender);
        add(Sender.toPage(Set.copyOf(left)));
    }

    private void add(Sender sender) {
        senders.add(sender);
        left.removeAll(sender.channels());
    }

    /** Those of the pack; a pack with wrong ones must not stop the city's messages, and so is said and passed over. */
    private Templates templates() {
        City city = core.cities().find().orElse(null);
        if (city == null) {
            return Templates.of(null, DEFAULT_LANGUAGE);
        }
        try {
            return Templates.of(city.process().get("templates"), city.defaultLanguage());
        } catch (TemplateException e) {
            LOG.error("the city's templates cannot be used, the built-in ones are: {}", e.getMessage());
            return Templates.of(null, city.defaultLanguage());
        }
    }

    /** Starts to bring messages out. */
    void start(Jobs jobs) {
        RandomGenerator random = new SecureRandom();
        for (Sender sender : senders) {
            Courier courier = new Courier(core.database(), outbox, sender, clock, random);
            courier.start(THREADS);
            // Couriers end before the senders that they use.
            open.add(0, courier);
        }
        jobs.every(
                Duration.ofHours(1),
                "removing old messages",
                () -> outbox.forget(clock.instant().minus(KEPT)));
        jobs.everyLong(Duration.ofHours(1), "the sweep of attachments", this::sweepAttachments);
    }

    private void sweepAttachments() {
        var sweep = core.attachments().sweep(Duration.ofHours(1));
        LOG.debug("swept {} loose uploads and {} files", sweep.expired(), sweep.orphans());
    }

    /** Brings one-time codes by the outbox; where nothing could bring them out, and this is no demo, says so instead. */
    CodeSender codes(BooleanSupplier demo) {
        CodeSender none = CodeSender.none();
        return (handle, kind, to, code, language) -> {
            Channel channel = kind.equals("email") ? Channel.EMAIL : Channel.SMS;
            if (hasSender(channel) || demo.getAsBoolean()) {
                outbox.append(
                        handle,
                        Message.of(channel, to, "code", language, Map.of("code", code, "minutes", CODE_MINUTES))
                                .until(clock.instant().plus(CODE_LIFE)));
            } else {
                none.send(handle, kind, to, code, language);
            }
        };
    }

    private boolean hasSender(Channel channel) {
        return senders.stream()
                .anyMatch(each ->
                        !each.name().equals(Sender.PAGE) && each.channels().contains(channel));
    }

    List<RouteGroup> routes() {
        return List.of(
                new OutboxRoutes(
                        core.database(),
                        outbox,
                        (handle, exchange, id) -> Audit.record(
                                handle, exchange.caller(), exchange.address(), "message_opened", "message:" + id, null),
                        Stream.of(Channel.values())
                                .filter(channel -> !hasSender(channel))
                                .collect(Collectors.toSet())),
                new WebhookRoutes(
                        core.database(),
                        webhooks,
                        unit -> core.units().current().directory().find(unit).isPresent(),
                        (caller, unit) -> Scope.covers(core.units().current().directory(), caller, unit),
                        core.config().messages().ownNetworks()));
    }

    @Override
    public void close() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("{} did not end well", each.getClass().getSimpleName(), e);
            }
        }
    }
}
