package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.geo.LonLat;
import org.servicemap.http.ApiClient;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

@OnEveryDatabase
class PositionPilesStoreTest {
    private static final LonLat HALL = new LonLat(116.504, 39.754);

    private final Database database;

    @TempDir
    private Path spool;

    PositionPilesStoreTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void forget() {
        database.useTransaction(handle -> handle.execute("DELETE FROM position_piles"));
    }

    private static LonLat other(int i) {
        return new LonLat(-70.5 - i * 1e-5, -33.25);
    }

    /** Every n-th request lies on the city hall. */
    private static PileLearner learn(PositionPiles piles, int requests, int every) {
        PileLearner learner = piles.learner();
        for (int i = 0; i < requests; i++) {
            learner.add(i % every == 0 ? HALL : other(i));
        }
        return learner;
    }

    @Test
    void aPileIsKnownToSinglePositionsAndToOtherProcesses() {
        PositionPiles piles = new PositionPiles(database);
        assertThat(piles.contains(HALL)).isFalse();
        assertThat(piles.save(learn(piles, 2000, 10))).isEqualTo(1);
        assertThat(piles.contains(HALL)).isTrue();
        assertThat(piles.contains(new LonLat(116.50400004, 39.754))).isTrue();
        assertThat(piles.contains(new LonLat(116.5040002, 39.754))).isFalse();
        assertThat(piles.contains(other(1))).isFalse();
        PositionPiles elsewhere = new PositionPiles(database);
        assertThat(elsewhere.contains(HALL)).isTrue();
        assertThat(elsewhere.learner().add(HALL)).isTrue();
        assertThat(elsewhere.learner().add(other(1))).isFalse();
        elsewhere.save(learn(elsewhere, 4000, 10));
        List<Long> points = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT points FROM position_piles")
                        .mapTo(Long.class)
                        .list());
        assertThat(points).containsExactly(600L);
    }

    @Test
    void fewRequestsOrFewOnOnePlaceTeachNothing() {
        PositionPiles piles = new PositionPiles(database);
        assertThat(piles.save(learn(piles, PileLearner.LEAST_SEEN - 1, 2))).isZero();
        assertThat(piles.save(learn(piles, 5000, 250))).isZero();
        // A pile at first, but not over the whole.
        PileLearner busyMorning = learn(piles, 50, 1);
        for (int i = 0; i < 20_000; i++) {
            busyMorning.add(other(i));
        }
        assertThat(piles.save(busyMorning)).isZero();
        assertThat(piles.contains(HALL)).isFalse();
    }

    @Test
    void southAndWestAreKeptApart() {
        PositionPiles piles = new PositionPiles(database);
        PileLearner learner = piles.learner();
        LonLat southWest = new LonLat(-70.6693, -33.4489);
        for (int i = 0; i < 1000; i++) {
            learner.add(southWest);
        }
        piles.save(learner);
        assertThat(piles.contains(southWest)).isTrue();
        assertThat(piles.contains(new LonLat(-70.6693, 33.4489))).isFalse();
    }

    @Test
    void resolveSaysSoAndFilesOfAnybodyTeachNothing() throws IOException {
        PositionPiles piles = new PositionPiles(database);
        try (HttpServer server = HttpServer.start(
                HttpSettings.of(0, spool, "1"),
                List.of(
                        new ResolveRoutes(new FixedAreas(), piles::contains),
                        new BatchRoutes(new FixedAreas(), TestTown::city, piles::learner)),
                AreaErrors.mappings(),
                List.of())) {
            ApiClient api = new ApiClient(server.port());
            String file = "lon,lat\n" + "116.504,39.754\n".repeat(2000);
            assertThat(api.post("/api/v1/resolve/batch", "text/csv", "text/csv", BodyPublishers.ofString(file))
                            .text())
                    .contains(",true,");
            assertThat(isLow(api, "")).isFalse();

            BatchOptions options =
                    new BatchOptions(BatchFormat.CSV, BatchFormat.CSV, null, null, null, null, Set.of(), "zh", "zh");
            PileLearner learner = piles.learner();
            BatchResolve.open(
                            new FixedAreas().current(),
                            options,
                            new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                            learner)
                    .writeTo(new ByteArrayOutputStream(), bytes -> {});
            piles.save(learner);
            assertThat(isLow(api, "")).isTrue();
            assertThat(isLow(api, "&accuracy=5")).isTrue();
            assertThat(api.get("/api/v1/resolve?lon=116.505&lat=39.754")
                            .json()
                            .path("low_confidence")
                            .asBoolean(true))
                    .isFalse();
        }
    }

    private static boolean isLow(ApiClient api, String more) {
        return api.get("/api/v1/resolve?lon=116.504&lat=39.754" + more)
                .json()
                .path("low_confidence")
                .asBoolean();
    }
}
