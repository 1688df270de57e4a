package org.servicemap.app;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.notifications.senders.SmsSettings;
import org.servicemap.notifications.senders.SmtpSettings;

/** Reads and checks the options that concern messages. */
final class MessageOptions {
    private final Function<Option, String> text;

    /** @param text the value in force of an option */
    MessageOptions(Function<Option, String> text) {
        this.text = text;
    }

    MessagesConfig read() {
        return new MessagesConfig(smtp(), sms(), ownNetworks());
    }

    private @Nullable SmtpSettings smtp() {
        String server = text.apply(Option.SMTP_URL);
        if (server.isEmpty()) {
            return null;
        }
        String from = text.apply(Option.MAIL_FROM);
        if (!from.contains("@")) {
            throw new ConfigException(Option.MAIL_FROM, "a mailbox, since mail is sent");
        }
        try {
            return new SmtpSettings(URI.create(server), from);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(Option.SMTP_URL, "smtps://user:password@host or smtp://host:587");
        }
    }

    private @Nullable SmsSettings sms() {
        String url = text.apply(Option.SMS_URL);
        if (url.isEmpty()) {
            return null;
        }
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw new ConfigException(Option.SMS_URL, "an address like https://sms.example.org/send");
        }
        return new SmsSettings(url, text.apply(Option.SMS_BODY), headers());
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : text.apply(Option.SMS_HEADERS).split(";", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            } else if (!line.isBlank()) {
                throw new ConfigException(Option.SMS_HEADERS, "Name: value, several separated by semicolons");
            }
        }
        return headers;
    }

    private boolean ownNetworks() {
        return switch (text.apply(Option.WEBHOOKS_PRIVATE)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(Option.WEBHOOKS_PRIVATE, "true or false");
        };
    }
}
