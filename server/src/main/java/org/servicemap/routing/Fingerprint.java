package org.servicemap.routing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.servicemap.routing.rules.RuleBook;

/** A digest of everything that decisions depend on: two catalogues with the same one decide alike, word for word. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(RuleBook book, RoutingContext context) {
        return sha256(content(book, context));
    }

    /** What the digest is taken of, as canonical JSON. */
    static String content(RuleBook book, RoutingContext context) {
        return RoutingJson.canonical(StoredContext.of(book, context));
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
