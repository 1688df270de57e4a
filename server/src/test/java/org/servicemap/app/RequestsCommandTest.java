package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** Files of requests by the command line and by upload, in one city. */
class RequestsCommandTest {
    private static final String MAPPING = """
            format: 1
            source: old-system
            id: id
            time: at
            text: words
            category: {column: type, map: {rubbish: CITY-WASTE}}
            place: {x: lon, y: lat}
            agency: {column: agency, map: {East: S001}}
            status: {column: status, closed: done, time: done}
            """;
    private static final String ROWS = """
            id,at,words,type,lon,lat,agency,status,done
            1,2026-01-05 09:00,=cmd|' /C calc'!A0,rubbish,116.4215,39.9072,East,done,2026-01-06
            2,2026-01-05 09:00,<script>alert(1)</script>,rubbish,116.4215,39.9072,East,open,
            """;

    @TempDir
    Path folder;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void aFileComesInOnceByCommandAndByUpload() throws IOException {
        Path pack = Commands.copyOfTiny(folder.resolve("pack"));
        String inPack = MAPPING.replaceAll("(?m)^", "      ");
        Commands.edit(
                pack.resolve("pack.yml"), "  whistle: true\n", "  whistle: true\n  imports:\n    old:\n" + inPack);
        Commands.edit(
                pack.resolve("pack.yml"),
                "  flags:\n",
                "  flags:\n    - {id: consult_first, name: {zh: 先会商, en: Consult first}}\n");
        Commands.edit(
                pack.resolve("categories.csv"),
                "Noise,,coarse,anonymous_allowed,",
                "Noise,,coarse,anonymous_allowed consult_first,");
        Commands commands = new Commands(folder.resolve("data"));
        commands.environment().put("SERVICEMAP_DEMO", "true");
        commands.environment().put("SERVICEMAP_PACK", pack.toString());
        try (ServiceMap server = ServiceMap.start(commands.config(), ImportListener.SILENT)) {
            byCommand(commands);
            outagesByCommand(commands);
            byUpload(new ApiClient(server.port()));
            whatWantsConsultationWaits(new ApiClient(server.port()));
        }
    }

    private void byCommand(Commands commands) throws IOException {
        String file = write("rows.csv", ROWS).toString();
        String mapping = write("mapping.yml", MAPPING).toString();
        assertThat(commands.done("requests", "import", file, "--mapping", mapping, "--dry-run"))
                .contains("Dry run: 2 rows: 2 imported")
                .contains("100.0 % of 2");
        assertThat(commands.done("requests", "import", file, "--mapping", mapping))
                .contains("2 rows: 2 imported");
        assertThat(commands.done("requests", "import", file, "--mapping", "old"))
                .contains("2 rows: 0 imported, 2 here already");

        String bad = write("bad.csv", ROWS + "3,2026-01-05 09:00,x,=1+1,116.4215,39.9072,East,open,\n")
                .toString();
        Path faults = folder.resolve("faults.csv");
        assertThat(commands.refused("requests", "import", bad, "--mapping", "old", "--faults", faults.toString()))
                .contains("line 4: category: the mapping does not say what «=***» is")
                .contains("0 imported, 2 here already, 0 skipped, 1 bad");
        assertThat(Files.readString(faults)).startsWith("line,field,code,reason\r\n4,category,unmapped,");
        assertThat(commands.refused("requests", "import", mapping, "--mapping", "old"))
                .contains("the file has no column");
        assertThat(commands.run("requests", "import", file, "--mapping", "none").code())
                .isEqualTo(2);
        assertThat(commands.run("requests").code()).isEqualTo(2);
    }

    private void outagesByCommand(Commands commands) throws IOException {
        String sample = Commands.TINY.resolve("outages.csv").toString();
        assertThat(commands.done("incidents", "import", sample)).contains("3 new, 0 changed, 0 as they were");
        assertThat(commands.done("incidents", "import", sample)).contains("0 new, 0 changed, 3 as they were");
        String bad = write("bad-outages.csv", "kind,area,from,to,message_zh,source,reference\nwine,,never,,x,s,r\n")
                .toString();
        assertThat(commands.refused("incidents", "import", bad)).contains("row 1", "wine");
        // far ahead, they are not shown yet
        assertThat(commands.done("incidents", "list")).contains("0 open");
        assertThat(commands.run("incidents", "import", "nowhere.csv").code()).isEqualTo(2);
        assertThat(commands.run("incidents").code()).isEqualTo(2);
    }

    private static void whatWantsConsultationWaits(ApiClient nobody) {
        ApiClient dispatcher = nobody.fresh();
        dispatcher.postJson("/api/v1/session", Map.of("login", "dispatcher", "password", DemoAccounts.PASSWORD));
        for (String category : List.of("CITY-NOISE", "CITY-LAMP")) {
            Map<String, Object> where = Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9072);
            String number = nobody.postJson(
                            "/api/v1/requests", Map.of("text", "夜里很吵，路灯也坏了", "category", category, "where", where))
                    .json()
                    .path("number")
                    .asText();
            JsonNode request =
                    dispatcher.get("/api/v1/requests/" + number).json().path("request");
            boolean waits = category.equals("CITY-NOISE");
            assertThat(request.path("state").asText()).as(category).isEqualTo(waits ? "received" : "dispatched");
            assertThat(request.path("queue_reason").asText(null)).isEqualTo(waits ? "consult" : null);
        }
    }

    private static void byUpload(ApiClient nobody) {
        ApiClient admin = nobody.fresh();
        admin.postJson("/api/v1/session", Map.of("login", "admin", "password", DemoAccounts.PASSWORD));
        admin.takeCsrfToken();
        String rows = ROWS
                + "3,2026-01-07,three,rubbish,116.4215,39.9072,East,done,2026-01-08\n4,never,x,rubbish,1,1,East,open,\n";

        ApiClient.Answer started = upload(admin, rows, "mapping_id", "old");

        assertThat(started.status()).as(started.text()).isEqualTo(201);
        assertThat(upload(admin, rows, "mapping_id", "old").text())
                .as("the same key begins no other run")
                .isEqualTo(started.text());
        String path = "/api/v1/imports/" + started.json().path("id").asText();
        JsonNode run = ended(admin, path);
        assertThat(run.path("state").asText()).isEqualTo("done");
        assertThat(run.path("started_by").asText()).startsWith("account:");
        assertThat(run.path("imported").asInt()).isEqualTo(1);
        assertThat(run.path("existing").asInt()).isEqualTo(2);
        assertThat(run.path("bad").asInt()).isEqualTo(1);
        assertThat(admin.get(path + "/faults").json().at("/items/0/line").asInt())
                .isEqualTo(5);
        assertThat(admin.get(path + "/agreement").json().at("/items/0/agreed").asInt())
                .isEqualTo(3);
        assertThat(admin.get("/api/v1/imports?limit=2").json().path("next").isNull())
                .isFalse();
        assertThat(admin.get("/api/v1/imports/mappings").json().at("/items/0").toString())
                .isEqualTo("{\"id\":\"old\",\"source\":\"old-system\"}");
        ApiClient.refusal(upload(admin, rows, "mapping", "format: 2"), 400, "bad_mapping", "mapping");
        ApiClient.refusal(upload(admin, rows, "mapping_id", "other"), 400, "bad_mapping", "mapping");
        JsonNode failed = ended(
                admin,
                "/api/v1/imports/"
                        + upload(admin, "no,columns\n", "mapping_id", "old")
                                .json()
                                .path("id")
                                .asText());
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("message").asText()).contains("the file has no column");
        ApiClient.refusal(admin.get("/api/v1/imports/1"), 404, "unknown_import", "id");
        for (String maker : List.of("/api/v1/webhooks", "/api/v1/service-accounts")) {
            Map<String, Object> made = maker.endsWith("webhooks")
                    ? Map.of("url", "https://unit.example.org/hook", "events", List.of("request.dispatched"))
                    : Map.of("name", "System", "unit", "S001", "grants", List.of("accept"), "days", 1);
            ApiClient.Answer first = admin.postJson(maker, made, "Idempotency-Key", "made-once");
            assertThat(first.status()).as(first.text()).isEqualTo(201);
            assertThat(admin.postJson(maker, made, "Idempotency-Key", "made-once")
                            .text())
                    .as("with its secret")
                    .isEqualTo(first.text());
        }
    }

    private static JsonNode ended(ApiClient admin, String path) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        JsonNode run = admin.get(path).json();
        while (run.path("state").asText().equals("running") && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(100_000_000);
            run = admin.get(path).json();
        }
        return run;
    }

    private static ApiClient.Answer upload(ApiClient admin, String rows, String part, String value) {
        String body = "--zzz\r\nContent-Disposition: form-data; name=\"" + part + "\"\r\n\r\n" + value
                + "\r\n--zzz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + rows + "\r\n--zzz--\r\n";
        return admin.call(admin.request("/api/v1/imports")
                .header("Content-Type", "multipart/form-data; boundary=zzz")
                .header("Idempotency-Key", "import-" + Integer.toHexString(body.hashCode()))
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build());
    }
}
