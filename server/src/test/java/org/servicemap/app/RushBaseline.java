package org.servicemap.app;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.servicemap.storage.Database;
import org.servicemap.storage.TestDatabases;

/** The same conditional updates by {@code pgbench}, {@code -M prepared -c 32 -j 2}; undone afterwards, since they are nobody's bookings. */
record RushBaseline(TestDatabases.Address address, Database database, Path script) {
    /** Transactions a second. */
    double run(int seconds) throws IOException, InterruptedException {
        URI url = URI.create(address.url().substring("jdbc:".length()));
        long[] ids = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT min(id) AS least, max(id) AS most FROM slots")
                        .map((rs, context) -> new long[] {rs.getLong("least"), rs.getLong("most")})
                        .one());
        Path output = Files.createTempFile("booking", "pgbench");
        ProcessBuilder bench = new ProcessBuilder(List.of(
                        "pgbench",
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        "32",
                        "-j",
                        "2",
                        "-T",
                        Integer.toString(seconds),
                        "-f",
                        script.toString(),
                        "-D",
                        "least=" + ids[0],
                        "-D",
                        "most=" + ids[1],
                        "-h",
                        url.getHost(),
                        "-p",
                        Integer.toString(url.getPort()),
                        "-U",
                        address.user(),
                        url.getPath().substring(1)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bench.environment().put("PGPASSWORD", address.password());
        int ended = bench.start().waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (ended != 0) {
            throw new IOException(said);
        }
        undo();
        return Arrays.stream(said.split("\n"))
                .filter(line -> line.startsWith("tps"))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[2]))
                .findFirst()
                .orElseThrow();
    }

    private void undo() {
        database.useTransaction(handle -> {
            handle.execute("""
                    WITH gone AS (DELETE FROM booking_slots x USING bookings b
                                  WHERE b.id = x.booking AND b.token_hash = sha256('token') RETURNING x.slot)
                    UPDATE slots s SET booked = coalesce((SELECT sum(n) FROM booking_slots x JOIN bookings b ON b.id = x.booking
                        WHERE x.slot = s.id AND b.token_hash <> sha256('token')), 0)
                    WHERE s.id IN (SELECT slot FROM gone)
                    """);
            handle.execute("UPDATE slots SET capacity = planned WHERE capacity > planned AND booked <= planned");
            handle.execute("DELETE FROM bookings WHERE token_hash = sha256('token')");
        });
        database.jdbi().useHandle(handle -> handle.execute("VACUUM (ANALYZE) slots, bookings, booking_slots"));
    }
}
