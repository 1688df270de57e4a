package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseSettings;
import org.servicemap.storage.TestDatabases;

/**
 * Bookings over HTTP at two server processes on one database. What holds is counted from the bookings and from what clients were told;
 * {@link BookingRush} is the same in other sizes. In its order: schedules are edited last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BookingRushTest {
    private static final int HALLS = 2;
    private static final int POOL = 8;

    @TempDir
    private static Path folder;

    private static RushCity city;
    private static ServiceMap server;
    private static ApiClient api;
    private static Database database;
    private static BookingRush rush;

    @BeforeAll
    static void start() {
        city = new RushCity(TestDatabases.bestAddress(), folder, HALLS);
        server = ServiceMap.start(Config.from(city.environment(1, POOL)), ImportListener.SILENT);
        api = new ApiClient(server.port());
        city.await(api);
        TestDatabases.Address address = city.database();
        database = Database.open(new DatabaseSettings(address.url(), address.user(), address.password(), folder, 3));
        rush = new BookingRush(city, database);
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    @Test
    @Order(1)
    void ofACrowdOnOneSlotExactlyItsSeatsSucceed() throws Exception {
        rush.oneSlot(60, server.port(), api);

        assertThat(rush.anomalies()).isEmpty();
    }

    /** Which schedules are edited meanwhile, at the other. */
    @Test
    @Order(2)
    void aServerThatIsKilledAmongManyBookingsLosesNone() throws Exception {
        KilledServer victim = KilledServer.start(city.environment(2, POOL));
        try {
            rush.killed(victim, server.port(), RushCity.starts(api, 1, 1), 140, 6);

            assertThat(rush.anomalies()).isEmpty();
        } finally {
            victim.kill();
        }
    }
}
