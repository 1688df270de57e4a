package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load program for intake: both sides of its ratio write the same rows. */
class IntakeLoadTest {
    private static final Path SCRIPT = Path.of("src", "jmh", "pgbench", "intake.sql");

    @TempDir
    private Path data;

    @Test
    void aTransactionOfTheScriptWritesWhatAFilingWrites() throws Exception {
        Assumptions.assumeTrue(Pgbench.isHere(), "NO PGBENCH HERE: the intake's load program is NOT TESTED");
        Commands commands = new Commands(data);
        commands.environment().put("SERVICEMAP_PACK", Commands.TINY.toString());
        commands.environment().put("SERVICEMAP_DEMO", "true");
        commands.environment().put("SERVICEMAP_DB_POOL", "20");
        Config config = LoadCity.config(commands.environment());
        LoadCity.fill(config, 400, 0);

        IntakeLoad.Result result = IntakeLoad.run(config, SCRIPT, 1, 2);

        assertThat(result.ratio()).isPositive();
        assertThat(result.insertedOf("requests")).isEqualTo(1);
        assertThat(result.filedOf("requests")).isEqualTo(1);
        assertThat(List.of("petitioners", "request_values", "changes", "request_decisions", "request_events"))
                .allSatisfy(table -> assertThat(result.filedOf(table))
                        .as(table)
                        // the server's own work beside it, as opening the demo's halls, writes a few changes too
                        .isBetween(result.insertedOf(table) * 0.7, result.insertedOf(table) * 1.2));
        assertThat(List.of("request_clocks", "request_parties", "outbox"))
                .as("what only dispatched requests have, whose share is the city's")
                .allSatisfy(table -> assertThat(result.filedOf(table)).as(table).isPositive());
    }
}
