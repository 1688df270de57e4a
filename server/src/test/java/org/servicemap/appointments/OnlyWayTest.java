package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody passes by {@link Seats}: no other source writes the tables in which capacity is counted. */
class OnlyWayTest {
    private static final Pattern WRITES = Pattern.compile(
            "(INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|TRUNCATE|MERGE\\s+INTO)\\s+(ONLY\\s+)?(slots|booking_slots)\\b|copyIn\\([^)]*\"(slots|booking_slots)\"",
            Pattern.CASE_INSENSITIVE);

    @Test
    void onlyOneClassWritesSeats() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            List<String> writers = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> WRITES.matcher(read(file)).find())
                    .map(file -> file.getFileName().toString())
                    .toList();
            assertThat(writers).containsExactly("Seats.java");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
