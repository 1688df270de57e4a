package org.servicemap.notifications.senders;

import java.util.Map;

/**
 * How an SMS gateway is called.
 *
 * @param url template; {@code {recipient}}, {@code {text}} and {@code {id}} are put in, percent-encoded
 * @param body template of the same; escaped as JSON when it begins with a brace, else as a form
 * @param headers sent with every call, as for a token
 */
public record SmsSettings(String url, String body, Map<String, String> headers) {
    public SmsSettings {
        headers = Map.copyOf(headers);
    }
}
