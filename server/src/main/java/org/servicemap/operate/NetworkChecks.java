package org.servicemap.operate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Knocks at the doors that the deployment names: takes seconds where nobody answers. */
final class NetworkChecks {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int SOON_DAYS = 21;

    private final Deployment deployment;

    NetworkChecks(Deployment deployment) {
        this.deployment = deployment;
    }

    List<Finding> run() {
        List<Finding> found = new ArrayList<>();
        found.addAll(address(deployment));
        found.add(port());
        found.add(door("mail", deployment.mail(), "mail stays on the outbox page: SERVICEMAP_SMTP_URL"));
        found.add(door("sms", deployment.sms(), "SMS stays on the outbox page: SERVICEMAP_SMS_URL"));
        URI url = deployment.publicUrl();
        if (url != null && "https".equals(url.getScheme())) {
            found.add(certificate(url));
        }
        return found;
    }

    /** What the public address and the proxies in front of it say of each other; knocks nowhere. */
    static List<Finding> address(Deployment deployment) {
        URI url = deployment.publicUrl();
        List<Finding> found = new ArrayList<>();
        if (url == null) {
            found.add(Finding.warn("public_url", "", "links in messages lead nowhere: set SERVICEMAP_PUBLIC_URL"));
        } else if (!"https".equals(url.getScheme())) {
            found.add(Finding.warn("public_url", url.toString(), "browsers come without TLS: " + url));
        } else {
            found.add(Finding.ok("public_url", url.toString(), "browsers come to " + url));
        }
        boolean tls = url != null && "https".equals(url.getScheme());
        found.add(
                tls && deployment.proxies() == 0
                        ? Finding.warn(
                                "proxies",
                                "0",
                                "a proxy must end TLS, but none is believed: set SERVICEMAP_PROXIES, or all callers look like one")
                        : Finding.ok(
                                "proxies",
                                Integer.toString(deployment.proxies()),
                                deployment.proxies() + " proxies are believed"));
        return found;
    }

    private Finding port() {
        String where = "port " + deployment.port();
        boolean open = deployment.port() != 0 && answers("127.0.0.1", deployment.port()) == null;
        boolean everywhere = deployment.host().equals("0.0.0.0") && deployment.proxies() > 0;
        if (everywhere) {
            return Finding.warn(
                    "port",
                    where,
                    "the server listens on all addresses though a proxy stands in front: SERVICEMAP_HOST=127.0.0.1");
        }
        return Finding.ok(
                "port", where, open ? "a program answers at " + where : "nobody answers at " + where + " now");
    }

    private static Finding door(String code, @Nullable URI uri, String none) {
        if (uri == null || uri.getHost() == null) {
            return Finding.warn(code, "", none);
        }
        int port = uri.getPort() > 0 ? uri.getPort() : usual(uri.getScheme());
        String where = uri.getHost() + ":" + port;
        String fault = answers(uri.getHost(), port);
        return fault == null
                ? Finding.ok(code, where, where + " can be reached")
                : Finding.fail(code, where, where + " cannot be reached: " + fault);
    }

    private static int usual(@Nullable String scheme) {
        return switch (scheme == null ? "" : scheme) {
            case "smtps" -> 465;
            case "smtp" -> 587;
            case "http" -> 80;
            default -> 443;
        };
    }

    private static @Nullable String answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            return null;
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static Finding certificate(URI url) {
        String host = String.valueOf(url.getHost());
        try {
            HttpsURLConnection connection =
                    (HttpsURLConnection) url.resolve("/health/live").toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.connect();
            Certificate first = connection.getServerCertificates()[0];
            connection.disconnect();
            return first instanceof X509Certificate known
                    ? until(host, known.getNotAfter().toInstant())
                    : unknown(host, "");
        } catch (IOException | IllegalArgumentException e) {
            return Finding.fail("tls", host, "no TLS at " + host + ": " + e.getMessage());
        }
    }

    private static Finding unknown(String host, String why) {
        return Finding.warn("tls", host, "the certificate of " + host + " cannot be read" + why);
    }

    private static Finding until(String host, Instant end) {
        long days = Duration.between(Instant.now(), end).toDays();
        String text = "the certificate of " + host + " is good for " + days + " days";
        return days < SOON_DAYS ? Finding.warn("tls", days + " d", text) : Finding.ok("tls", days + " d", text);
    }
}
