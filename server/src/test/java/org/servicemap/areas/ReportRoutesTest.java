package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.http.ApiClient;
import org.servicemap.storage.Database;
import org.servicemap.storage.TestDatabases;

class ReportRoutesTest {
    @TempDir
    static Path spool;

    private static Database database;
    private static AreaServer server;
    private static ApiClient api;
    private static String draft;
    private static String refused;

    @BeforeAll
    static void start() {
        database = TestDatabases.best();
        ImportReports reports = new ImportReports(database);
        draft = Long.toString(new AreaVersions(database, List.of())
                .createDraft(new AreaVersions.Draft(
                        TestCoverages.town("A", 2, 2, 1),
                        List.of(),
                        "two",
                        LocalDate.of(2025, 1, 1),
                        "",
                        TestReports.report(4)))
                .id());
        refused = Long.toString(reports.keepRefused("three", TestReports.report(0), "catalogue.yml:7: no such unit"));
        server = new AreaServer(spool, new ReportRoutes(reports));
        api = server.api;
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @Test
    void reportsAreListedTheLatestFirst() {
        JsonNode items = api.get("/api/v1/reports").json().path("items");
        assertThat(items).hasSize(2);
        assertThat(items.at("/0/id").asText()).isEqualTo(refused);
        assertThat(items.at("/0/status").asText()).isEqualTo("refused");
        assertThat(items.at("/0/fault").asText()).isEqualTo("catalogue.yml:7: no such unit");
        assertThat(items.at("/0/effective_from").isNull()).isTrue();
        assertThat(items.at("/1/id").asText()).isEqualTo(draft);
        assertThat(items.at("/1/status").asText()).isEqualTo("draft");
        assertThat(items.at("/1/effective_from").asText()).isEqualTo("2025-01-01");
        assertThat(items.at("/1/repaired").asInt()).isEqualTo(4);
    }

    @Test
    void listsArePaged() {
        JsonNode first = api.get("/api/v1/reports?limit=1").json();
        assertThat(first.path("items")).hasSize(1);
        JsonNode second = api.get(
                        "/api/v1/reports?limit=1&cursor=" + first.path("next").asText())
                .json();
        assertThat(second.at("/items/0/id").asText()).isEqualTo(draft);
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void findingsAreCountedFilteredAndPaged() {
        JsonNode report = api.get("/api/v1/reports/" + draft).json();
        assertThat(report.at("/report/label").asText()).isEqualTo("two");
        assertThat(report.at("/groups/1").toString())
                .isEqualTo("{\"code\":\"gap\",\"severity\":\"repaired\",\"layer\":\"grid\",\"count\":4,\"m2\":10.0}");

        String path = "/api/v1/versions/" + draft + "/report?severity=repaired&limit=3";
        JsonNode first = api.get(path).json();
        assertThat(first.path("items")).hasSize(3);
        assertThat(first.at("/items/0/lon").asDouble()).isEqualTo(116.501);
        assertThat(first.at("/items/0/message/zh").asText()).isEqualTo("第 1 个");
        JsonNode rest = api.get(path + "&cursor=" + first.path("next").asText()).json();
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.at("/items/0/feature").asInt()).isEqualTo(4);
        assertThat(api.get("/api/v1/reports/" + draft + "/findings?code=orphan&layer=community")
                        .json()
                        .at("/items/0/lon")
                        .isNull())
                .isTrue();
        assertThat(api.get("/api/v1/reports/" + draft + "/findings", "Accept", "text/csv")
                        .text())
                .contains("2,gap,repaired,grid,1,A1,116.501,39.75,2.5");
    }

    @Test
    void wrongQuestionsAreRefused() {
        api.refusal("/api/v1/reports/77", 404, "unknown_report", "id");
        api.refusal("/api/v1/reports/abc/findings", 404, "unknown_report", "id");
        api.refusal("/api/v1/versions/77/report", 404, "unknown_report", "id");
        api.refusal("/api/v1/reports/" + draft + "/findings?severity=bad", 400, "invalid_parameter", "severity");
        String next = api.get("/api/v1/reports/" + draft + "/findings?limit=1")
                .json()
                .path("next")
                .asText();
        api.refusal("/api/v1/reports/" + refused + "/findings?cursor=" + next, 400, "bad_cursor", "cursor");
    }
}
