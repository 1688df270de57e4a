package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.servicemap.http.ErrorCode;

/** Whoever is refused is told why in their own language: every code has words on the pages. */
class AppointmentWordsTest {
    private static final Path WEB = Path.of("..", "web");
    private static final String REFUSALS = "core/appointment-refusals.js";
    private static final Pattern ENTRY = Pattern.compile("(?m)^ {2}(\\w+): '([\\w.]+)',$");

    @Test
    void everyCodeHasWordsInBothLanguages() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        ENTRY.matcher(Files.readString(WEB.resolve(REFUSALS)))
                .results()
                .forEach(entry -> keys.put(entry.group(1), entry.group(2)));

        assertThat(keys).containsKeys(codes());
        assertThat(locale("zh-CN")).containsKeys(keys.values().toArray(String[]::new));
        assertThat(locale("en")).containsKeys(keys.values().toArray(String[]::new));
    }

    @Test
    void thePagesOfBookingAppointmentAndHallSayThem() throws IOException {
        for (String page : List.of("book/refusal.js", "appointment/words.js", "hall/actions.js", "hall/words.js")) {
            assertThat(Files.readString(WEB.resolve("pages").resolve(page)))
                    .as(page)
                    .contains("'../../" + REFUSALS + "'");
        }
    }

    private static String[] codes() {
        return Stream.concat(
                        Stream.of(ErrorCode.TOO_MANY_REQUESTS),
                        Arrays.stream(AppointmentErrors.class.getDeclaredFields())
                                .filter(field -> field.getType() == ErrorCode.class)
                                .map(AppointmentWordsTest::code))
                .map(ErrorCode::code)
                .toArray(String[]::new);
    }

    private static ErrorCode code(Field field) {
        try {
            return (ErrorCode) field.get(null);
        } catch (IllegalAccessException e) {
            throw new LinkageError("codes are of the package", e);
        }
    }

    private static Map<String, String> locale(String tag) throws IOException {
        return new ObjectMapper()
                .readValue(WEB.resolve("locales/" + tag + ".json").toFile(), new TypeReference<>() {});
    }
}
