package org.servicemap.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.servicemap.http.ApiClient;

/**
 * A cluster goes from an earlier program to this one, server by server and under load, and one server goes back: nothing that was
 * acknowledged is lost or doubled. {@code SERVICEMAP_OLD_COMMAND} starts the earlier program ({@code java -jar old.jar}); in sizes {@code
 * bench} and {@code soak}.
 */
@Tag("bench")
class OldBesideNewTest {
    private static final int CLIENTS = 4;

    private Cluster cluster;

    @AfterEach
    void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private List<String> schema() {
        return cluster.ask("PRIMARY", "SELECT max(version::numeric)::text FROM schema_history WHERE success");
    }

    private void replace(String node, Filings filings, Map<String, String> program) {
        cluster.run("stop", node);
        // the other serves meanwhile
        filings.awaitAnswers(3 * CLIENTS);
        cluster.run(program, "start", node);
        cluster.run("up");
        filings.awaitAnswers(3 * CLIENTS);
        System.out.println(node + " replaced: schema " + schema() + ", refusals so far " + filings.refusals());
    }

    @Test
    void serversAreReplacedOneByOneUnderLoadAndOneGoesBack() throws Exception {
        String old = System.getenv("SERVICEMAP_OLD_COMMAND");
        Assumptions.assumeTrue(Cluster.canRun() && old != null, "NO OLD PROGRAM HERE: upgrading is NOT TESTED");
        Map<String, String> before = Map.of("SERVICEMAP_COMMAND", old);
        cluster = Cluster.start(before);
        Map<String, String> after = Map.of("SERVICEMAP_COMMAND", Cluster.command());
        List<String> first = schema();
        try (Filings filings = Filings.begin(CLIENTS, cluster.balancer());
                Filings oldOnes = Filings.begin(1, cluster.node2())) {
            filings.awaitAnswers(3 * CLIENTS);
            replace("node1", filings, after);
            assertThat(schema()).as("the new program migrated").isNotEqualTo(first);
            oldOnes.awaitAnswers(10);
            assertThat(new ApiClient(cluster.node2()).get("/health/ready").status())
                    .as("the old program on the grown schema")
                    .isEqualTo(200);
            Duration alone = oldOnes.end();
            replace("node2", filings, after);
            replace("node2", filings, before);
            Duration longest = filings.end();
            System.out.println("upgrade: schema " + first + " to " + schema() + ", "
                    + filings.receipts().size()
                    + " receipts, longest without an answer " + longest.toMillis() + " ms, refusals "
                    + filings.refusals() + "; at the old server beside the new one "
                    + oldOnes.receipts().size() + " receipts, longest " + alone.toMillis() + " ms, refusals "
                    + oldOnes.refusals());
            assertThat(filings.refusals().keySet()).doesNotContain(500);
            assertThat(oldOnes.refusals().keySet()).doesNotContain(500);
            filings.compare(cluster, "PRIMARY", List.copyOf(oldOnes.receipts().values()));
        }
    }
}
