package org.servicemap.notifications;

/**
 * What a sender is given. The same message has the same id every time: whoever receives it twice can tell.
 *
 * @param recipient in clear
 * @param subject empty of a webhook
 * @param text of a webhook, its JSON body
 */
public record Delivery(long id, Channel channel, String template, String recipient, String subject, String text) {
    /** Says nothing of recipient and contents: for logs. */
    @Override
    public String toString() {
        return "message " + id + " (" + channel.word() + " " + template + ")";
    }
}
