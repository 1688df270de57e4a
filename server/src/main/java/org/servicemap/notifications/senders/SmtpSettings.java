package org.servicemap.notifications.senders;

import java.net.URI;

/**
 * Where mail is handed in.
 *
 * @param server {@code smtps://user:password@host:465}, or {@code smtp://…:587}, which turns to TLS where the server can;
 *     with {@code ?tls=required} or {@code ?tls=none} it must or must not
 * @param from mailbox in the From header
 */
public record SmtpSettings(URI server, String from) {
    public SmtpSettings {
        String scheme = String.valueOf(server.getScheme());
        if (!scheme.equals("smtp") && !scheme.equals("smtps") || server.getHost() == null) {
            throw new IllegalArgumentException("smtp://host:port or smtps://host:port");
        }
    }

    boolean isTlsFromTheStart() {
        return "smtps".equals(server.getScheme());
    }

    int port() {
        return server.getPort() > 0 ? server.getPort() : isTlsFromTheStart() ? 465 : 587;
    }

    boolean wants(String tls) {
        return ("tls=" + tls).equals(server.getQuery());
    }

    /** {@code user:password}, or empty. */
    String login() {
        String login = server.getUserInfo();
        return login == null ? "" : login;
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return server.getScheme() + "://" + server.getHost() + ":" + port();
    }
}
