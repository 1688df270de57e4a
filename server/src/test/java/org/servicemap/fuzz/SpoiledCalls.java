package org.servicemap.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.servicemap.TestSize;
import org.servicemap.http.ApiClient;

/**
 * Calls with spoiled values, from good ones that are kept here and there: every answer is one that the document declares ({@link ApiClient}
 * sees to that), none is an unexpected fault, and each comes soon.
 */
public final class SpoiledCalls {
    private static final long SEED = 20_261_124;
    private static final int MOST = 500;
    private static final double MOST_SECONDS = 30;

    private SpoiledCalls() {}

    /** @param path with {@code %s} where the value goes */
    public static void parameter(ApiClient api, String path, List<String> good) {
        Mutator mutator = new Mutator(SEED + path.hashCode());
        for (int i = 0; i < TestSize.pick(25, 2_000, 50_000); i++) {
            String value = mutator.nextText(good);
            // longer ones never get past the web server
            soon(
                    value.substring(0, Math.min(value.length(), MOST)),
                    spoiled -> api.get(path.formatted(URLEncoder.encode(spoiled, StandardCharsets.UTF_8)))
                            .status());
        }
    }

    /** Of who holds a token that is none: as bearer and as session. */
    public static void tokens(ApiClient api, String path, List<String> good) {
        Mutator mutator = new Mutator(SEED);
        UnaryOperator<String> sendable = text -> text.replaceAll("[^!-~]|[\\\\\";,]", "x");
        for (int i = 0; i < TestSize.pick(15, 2_000, 50_000); i++) {
            String token = sendable.apply(mutator.nextText(good));
            soon(token, spoiled -> api.withBearer(spoiled).get(path).status());
            soon(token, spoiled -> api.withSession(spoiled).get(path).status());
        }
    }

    private interface Call {
        int status(String value);
    }

    private static void soon(String value, Call call) {
        long start = System.nanoTime();
        assertThat(call.status(value)).as(value).isLessThan(500);
        assertThat((System.nanoTime() - start) / 1e9).as("seconds for " + value).isLessThan(MOST_SECONDS);
    }
}
