package org.servicemap.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.attachments.media.TestPictures;
import org.servicemap.http.Access;
import org.servicemap.http.ApiClient;
import org.servicemap.http.HttpServer;
import org.servicemap.http.HttpSettings;
import org.servicemap.http.Role;
import org.servicemap.http.TestCallers;
import org.servicemap.storage.Database;
import org.servicemap.storage.TestDatabases;

class AttachmentRoutesTest {
    private static final AttachmentOwner REQUEST = new AttachmentOwner("request", 7);
    private static final long MOST = 1 << 20;

    @TempDir
    static Path folder;

    private static Database database;
    private static Attachments attachments;
    private static HttpServer server;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        database = TestDatabases.best();
        attachments = new Attachments(
                database,
                new AttachmentDirectory(folder.resolve("files")),
                Keyset.openOrCreate(folder.resolve("keys")),
                Clock.systemUTC());
        AttachmentRoutes routes = new AttachmentRoutes(
                database, attachments, (exchange, owner) -> exchange.caller().has(Role.HANDLER), MOST);
        server = HttpServer.start(
                HttpSettings.of(0, folder.resolve("spool"), "1"),
                Access.of(TestCallers.oneOfEachRole()),
                List.of(routes),
                AttachmentErrors.mappings(),
                List.of());
        api = new ApiClient(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @Test
    void aPhotoIsUploadedTiedAndSeenByThoseWhoMay() {
        ApiClient.Answer answer = upload(api, "file", TestPictures.jpeg(300, 200, 6));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode uploaded = answer.json();
        assertThat(uploaded.path("type").asText()).isEqualTo("image/jpeg");
        assertThat(uploaded.path("width").asInt()).isEqualTo(200);
        assertThat(uploaded.path("position").path("lon").asDouble()).isBetween(116.39, 116.40);
        String path = "/api/v1/attachments/" + uploaded.path("id").asText();

        ApiClient handler = api.withSession("handler");
        ApiClient.refusal(handler.get(path), 404, "unknown_attachment", null);
        database.useTransaction(
                handle -> attachments.tie(handle, List.of(uploaded.path("key").asText()), REQUEST));
        ApiClient.Answer seen = handler.get(path, "Accept", "text/html,image/webp,*/*;q=0.8");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(seen.header("Content-Disposition")).startsWith("inline");
        assertThat(seen.header("Cache-Control")).isEqualTo("no-store");
        assertThat(new String(seen.response().body(), StandardCharsets.ISO_8859_1))
                .doesNotContain(TestPictures.SECRET);
        assertThat(handler.get(path + "/thumbnail").status()).isEqualTo(200);
        ApiClient.refusal(api.get(path), 404, "unknown_attachment", null);
        ApiClient.refusal(api.withSession("citizen").get(path), 404, "unknown_attachment", null);
        ApiClient.refusal(handler.get("/api/v1/attachments/1"), 404, "unknown_attachment", null);
    }

    @Test
    void whatIsNoPictureOrTooLargeIsRefused() {
        ApiClient.refusal(
                upload(api, "file", "<svg/>".getBytes(StandardCharsets.UTF_8)), 415, "unsupported_file", "file");
        ApiClient.refusal(upload(api, "file", new byte[(int) MOST + 1]), 413, "too_large", "file");
        // much more than the sockets hold: who still sends sees the refusal instead of a broken pipe
        ApiClient.refusal(upload(api, "file", new byte[8_000_000]), 413, "too_large", null);
        ApiClient.refusal(upload(api, "picture", TestPictures.jpeg(30, 20, 1)), 400, "unknown_field", null);
    }

    private static ApiClient.Answer upload(ApiClient client, String part, byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = "--zzz\r\nContent-Disposition: form-data; name=\"" + part
                + "\"; filename=\"../../etc/passwd.php\"\r\nContent-Type: text/html\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--zzz--\r\n".getBytes(StandardCharsets.UTF_8));
        return client.post(
                "/api/v1/attachments",
                "multipart/form-data; boundary=zzz",
                "application/json",
                BodyPublishers.ofByteArray(body.toByteArray()));
    }
}
