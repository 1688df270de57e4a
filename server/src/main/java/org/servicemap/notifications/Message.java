package org.servicemap.notifications;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message to one recipient, to be appended to the outbox.
 *
 * @param recipient normalised phone number or mailbox; personal data, sealed at once
 * @param template name of the words
 * @param language tag of the reader's language
 * @param params what fills the template; more than it wants does no harm and is not kept
 * @param sensitive whether the request's category must not be named: the neutral words take the template's place, and what
 *     these do not want is not kept
 * @param request that it tells of, or null
 * @param expiresAt after which it is better not sent, or null
 */
public record Message(
        Channel channel,
        String recipient,
        String template,
        String language,
        Map<String, String> params,
        boolean sensitive,
        @Nullable Long request,
        @Nullable Instant expiresAt) {
    public Message {
        if (recipient.isBlank()) {
            throw new IllegalArgumentException("a message has a recipient");
        }
        params = Map.copyOf(params);
    }

    /** An ordinary message, in force until it is sent. */
    public static Message of(
            Channel channel, String recipient, String template, String language, Map<String, String> params) {
        return new Message(channel, recipient, template, language, params, false, null, null);
    }

    public Message about(long requestId) {
        return new Message(channel, recipient, template, language, params, sensitive, requestId, expiresAt);
    }

    /** With neutral words when asked to. */
    public Message neutral(boolean wanted) {
        return new Message(channel, recipient, template, language, params, wanted, request, expiresAt);
    }

    public Message until(Instant end) {
        return new Message(channel, recipient, template, language, params, sensitive, request, end);
    }

    /** Says nothing of recipient and contents: for logs. */
    @Override
    public String toString() {
        return channel.word() + " " + template;
    }
}
