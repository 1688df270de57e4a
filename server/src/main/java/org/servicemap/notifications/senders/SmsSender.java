package org.servicemap.notifications.senders;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Delivery;
import org.servicemap.notifications.DeliveryException;
import org.servicemap.notifications.Sender;

/** Sends SMS through any gateway that takes an HTTP POST. Thread-safe. */
public final class SmsSender implements Sender, AutoCloseable {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(recipient|text|id)}");

    private final SmsSettings settings;
    private final HttpCalls calls = new HttpCalls(SystemDefaultDnsResolver.INSTANCE);

    public SmsSender(SmsSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "sms";
    }

    @Override
    public Set<Channel> channels() {
        return Set.of(Channel.SMS);
    }

    @Override
    public void send(Delivery delivery) throws DeliveryException {
        boolean json = settings.body().stripLeading().startsWith("{");
        Map<String, String> headers = new LinkedHashMap<>(settings.headers());
        headers.put("Idempotency-Key", Long.toString(delivery.id()));
        calls.post(
                URI.create(filled(settings.url(), delivery, SmsSender::percent)),
                headers,
                json ? "application/json" : "application/x-www-form-urlencoded",
                filled(settings.body(), delivery, json ? SmsSender::json : SmsSender::percent));
    }

    private static String filled(String template, Delivery delivery, UnaryOperator<String> escape) {
        return PLACEHOLDER.matcher(template).replaceAll(match -> {
            String value = switch (match.group(1)) {
                case "recipient" -> delivery.recipient();
                case "text" -> delivery.text();
                default -> Long.toString(delivery.id());
            };
            return Matcher.quoteReplacement(escape.apply(value));
        });
    }

    private static String percent(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String json(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }

    @Override
    public void close() {
        calls.close();
    }
}
