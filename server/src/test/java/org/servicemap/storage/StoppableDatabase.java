package org.servicemap.storage;

import java.io.IOException;
import java.nio.file.Path;

/** A server of its own for one test, which may stop it and start it again: PostGIS where it is, else the embedded one. */
public final class StoppableDatabase implements AutoCloseable {
    private final DebianCluster cluster;
    private boolean up = true;

    private StoppableDatabase(DebianCluster cluster) {
        this.cluster = cluster;
    }

    public static StoppableDatabase start() throws IOException {
        Path embedded = Path.of("target", "postgres");
        Path programs = DebianCluster.findPrograms()
                .orElseGet(() ->
                        PostgresBinaries.unpackedIn(embedded).program("pg_ctl").getParent());
        return new StoppableDatabase(DebianCluster.startIn(programs));
    }

    public TestDatabases.Address address() {
        return new TestDatabases.Address(cluster.url(), DebianCluster.USER, "");
    }

    /** Cuts every connection and refuses new ones. */
    public void stop() throws IOException {
        cluster.down();
        up = false;
    }

    public void startAgain() throws IOException {
        cluster.up();
        up = true;
    }

    @Override
    public void close() throws IOException {
        if (!up) {
            cluster.up();
        }
        cluster.close();
    }
}
