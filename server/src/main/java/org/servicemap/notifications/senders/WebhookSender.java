package org.servicemap.notifications.senders;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Delivery;
import org.servicemap.notifications.DeliveryException;
import org.servicemap.notifications.Sender;
import org.servicemap.notifications.Webhooks;

/**
 * Posts events to the systems of units, signed. A receiver tells repeats by {@code Idempotency-Key}, which is the message's id.
 * Thread-safe.
 */
public final class WebhookSender implements Sender, AutoCloseable {
    private final Webhooks webhooks;
    private final Clock clock;
    private final HttpCalls calls;

    /** @param ownNetworks whether addresses of loopback and private networks may be called */
    public WebhookSender(Webhooks webhooks, Clock clock, boolean ownNetworks) {
        this.webhooks = webhooks;
        this.clock = clock;
        calls = new HttpCalls(ownNetworks ? SystemDefaultDnsResolver.INSTANCE : new PublicAddresses());
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.WEBHOOK);
    }

    @Override
    public void send(Delivery delivery) throws DeliveryException {
        Webhooks.Target target = webhooks.target(Long.parseLong(delivery.recipient()))
                .orElseThrow(() -> DeliveryException.permanent("the subscription was taken away", null));
        calls.post(
                URI.create(target.url()),
                Map.of(
                        "Idempotency-Key", Long.toString(delivery.id()),
                        "X-ServiceMap-Event", delivery.template(),
                        "X-ServiceMap-Signature", Signature.of(target.secret(), clock.instant(), delivery.text())),
                "application/json",
                delivery.text());
    }

    @Override
    public void close() {
        calls.close();
    }
}
