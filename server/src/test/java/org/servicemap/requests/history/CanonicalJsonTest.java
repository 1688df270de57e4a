package org.servicemap.requests.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against the implementation that the authors of RFC 8785 published. */
class CanonicalJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int[] LETTERS = {
        'a', 'Z', '0', '"', '\\', '/', '\b', '\t', '\n', '\f', '\r', 1, 31, ' ', 127, 128, 'é', '区', 0x2028, 0xFFFD,
        0x1F600
    };
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void writesWhatTheSchemesOwnImplementationWrites() throws IOException {
        for (int i = 0; i < 5000; i++) {
            Map<String, @Nullable Object> object = object(3);
            String expected = new JsonCanonicalizer(MAPPER.writeValueAsString(object)).getEncodedString();

            assertThat(new String(CanonicalJson.bytes(object), StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> CanonicalJson.bytes(Map.of("at", java.time.Instant.EPOCH)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.bytes(Map.of("x", Double.NaN)))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.put(text(), value(depth));
        }
        return object;
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong(-(1L << 53), (1L << 53) + 1);
            case 4 -> Math.round(random.nextDouble(-180, 180) * 1e7) / 1e7;
            case 5 -> random.nextDouble() * Math.pow(10, random.nextInt(-30, 30));
            case 6 -> text();
            case 7 -> list(depth - 1);
            default -> object(depth - 1);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth));
        }
        return list;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }
}
