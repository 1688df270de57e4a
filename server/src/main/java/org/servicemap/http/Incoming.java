package org.servicemap.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of one call as it came in, read once. For one thread. */
final class Incoming {
    private final Context context;
    private final Route route;
    private final Spool spool;
    private byte @Nullable [] bytes;
    private @Nullable Object value;
    private @Nullable Multipart multipart;

    Incoming(Context context, Route route, Spool spool) {
        this.context = context;
        this.route = route;
        this.spool = spool;
    }

    Object json(Class<?> type) {
        Object known = value;
        if (known == null) {
            known = Bodies.read(bytes(), type);
            value = known;
        }
        return known;
    }

    <T> Sifted<T> sifted(Class<T> type, String list, Class<?> item, String name) {
        return Bodies.sift(bytes(), type, list, item, name);
    }

    Parts parts() {
        try {
            return multipart().checked();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, List<String>> form() {
        return QueryString.parse(new String(bytes(), StandardCharsets.UTF_8));
    }

    private Multipart multipart() throws IOException {
        Multipart known = multipart;
        if (known == null) {
            known = Multipart.receive(context, route.body(), spool.directory());
            multipart = known;
        }
        return known;
    }

    private byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            known = receive();
            bytes = known;
        }
        return known;
    }

    private byte[] receive() {
        int most = (int) spool.maxJsonBytes();
        try (InputStream body = context.bodyInputStream()) {
            byte[] read = body.readNBytes(most + 1);
            if (read.length > most) {
                throw ErrorCode.TOO_LARGE.problem("this body may have at most " + most + " bytes");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 over everything that makes the request what it is. */
    byte[] fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head = context.path() + "?" + context.queryString() + "\n";
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            if (Media.bare(context.header("Content-Type")).equals(Media.MULTIPART)) {
                multipart().digest(digest);
            } else if (route.readsBody()) {
                digest.update(bytes());
            }
            return digest.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
