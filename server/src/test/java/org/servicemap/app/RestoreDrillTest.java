package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.storage.TestDatabases;

/**
 * The drill: an installation with requests, photos and personal data is copied while it is used, lost, and put back from backup and
 * wrapped keys: from the embedded database into the better one that is here, worked with there, and back again.
 */
class RestoreDrillTest {
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir
    Path folder;

    @Test
    void whatWasBackedUpIsThereAgainOnEitherDatabaseAndGoesOn() throws Exception {
        Commands first = on("first", TestDatabases.embeddedAddress());
        Path zip = folder.resolve("backup.zip");
        String photo;
        try (ServiceMap server = ServiceMap.start(first.config(), ImportListener.SILENT)) {
            ApiClient api = new ApiClient(server.port());
            photo = file(api, true);
            AtomicBoolean done = new AtomicBoolean();
            Thread citizens = new Thread(() -> fileUntil(api, done));
            citizens.start();
            assertThat(first.done("backup", zip.toString())).contains("keys are not in it");
            done.set(true);
            citizens.join();
        }
        assertThat(first.refused("backup", zip.toString())).contains("is there already");
        keysExported(first);
        assertThat(holdsKeys(zip)).isFalse();
        Path older = Files.move(keys(), folder.resolve("older-keys.json"));
        first.done("keys", "rotate");
        first.done("keys", "export", keys().toString(), "--passphrase-file", passphrase(PASSPHRASE));

        Commands second = on("second", TestDatabases.bestAddress());
        assertThat(second.done("restore", zip.toString())).contains("no keyset").contains("nothing was checked");
        assertThat(second.refused("check")).contains("the database holds sealed personal data");
        wrongPassphrasesAreRefused(second);
        second.done("keys", "import", keys().toString(), "--passphrase-file", passphrase(PASSPHRASE));
        assertThat(second.done("check")).contains("are whole").contains("Everything is fine.");
        assertThat(second.refused("restore", zip.toString())).contains("not empty");

        long requests = goesOn(second, photo);
        Map<String, Long> counts = counts(second);
        Path dir = folder.resolve("backup");
        second.done("backup", dir.toString());
        damageIsFound(second, dir);

        Commands third = on("third", TestDatabases.embeddedAddress());
        keysFromBeforeTheRotationAreRefused(third, older, dir);
        third.done("keys", "import", keys().toString(), "--passphrase-file", passphrase(PASSPHRASE));
        assertThat(third.done("restore", dir.toString()))
                .contains("history: " + requests + " requests")
                .contains("Everything is fine.");
        assertThat(counts(third)).isEqualTo(counts);
    }

    /** The first backup, of before the rotation, was opened with keys of after it; the other way round it cannot be. */
    private void keysFromBeforeTheRotationAreRefused(Commands commands, Path older, Path backup) throws IOException {
        commands.done("keys", "import", older.toString(), "--passphrase-file", passphrase(PASSPHRASE));
        assertThat(commands.refused("restore", backup.toString()))
                .contains("from before a rotation of keys")
                .contains("Nothing was written");
        Files.delete(folder.resolve("third").resolve("keys").resolve("personal.keyset.json"));
    }

    private Commands on(String name, TestDatabases.Address database) {
        Commands commands = new Commands(folder.resolve(name), database);
        commands.environment().put("SERVICEMAP_PACK", Commands.TINY.toString());
        commands.environment().put("SERVICEMAP_RATE_LIMITS", "false");
        commands.environment().put("SERVICEMAP_DEMO", "true");
        commands.environment().put("SERVICEMAP_DEMO_HISTORY", "0");
        return commands;
    }

    private Path keys() {
        return folder.resolve("keys.json");
    }

    private String passphrase(String text) throws IOException {
        return Files.writeString(folder.resolve("passphrase"), text + "\n").toString();
    }

    private void keysExported(Commands commands) throws IOException {
        String export = keys().toString();
        assertThat(commands.refused("keys", "export", export, "--passphrase-file", passphrase("short")))
                .contains("at least 12");
        commands.done("keys", "export", export, "--passphrase-file", passphrase(PASSPHRASE));
        assertThat(Files.readString(keys())).contains("argon2id").doesNotContain("AesGcmKey");
    }

    private void wrongPassphrasesAreRefused(Commands commands) throws IOException {
        assertThat(commands.refused(
                        "keys", "import", keys().toString(), "--passphrase-file", passphrase("correct horse batterx")))
                .contains("the passphrase is another");
    }

    /** Nothing of the keyset, whose two secrets are known, is in the backup. */
    private boolean holdsKeys(Path zip) throws IOException {
        String keyset = Files.readString(folder.resolve("first").resolve("keys").resolve("personal.keyset.json"));
        String secret = keyset.replaceAll("(?s).*\"value\" *: *\"([^\"]{20,})\".*", "$1");
        String index = keyset.replaceAll("(?s).*\"blind_index\" *: *\"([^\"]{20,})\".*", "$1");
        assertThat(secret).isNotEqualTo(keyset).isNotEqualTo(index);
        String all = new String(Files.readAllBytes(zip), StandardCharsets.ISO_8859_1);
        return all.contains(secret) || all.contains(index) || all.contains("personal.keyset");
    }

    /** People log in, see the photo and the petitioner, and file on; logs, numbers and signed heads continue. Answers how many requests. */
    private long goesOn(Commands commands, String photo) throws Exception {
        try (ServiceMap server = ServiceMap.start(commands.config(), ImportListener.SILENT)) {
            ApiClient api = new ApiClient(server.port());
            ApiClient dispatcher = api.fresh();
            dispatcher.postJson("/api/v1/session", Map.of("login", "dispatcher", "password", DemoAccounts.PASSWORD));
            dispatcher.takeCsrfToken();
            assertThat(dispatcher.get("/api/v1/attachments/" + photo).status()).isEqualTo(200);
            file(api, false);
        }
        try (Core core = Core.open(commands.config());
                Messages messages = new Messages(core)) {
            Works.requests(core, messages).signHead();
            // the newest row of the log comes last in its order, though this cluster counts from its own beginning
            long[] newest = core.database().jdbi().withHandle(handle -> new long[] {
                handle.createQuery("SELECT id FROM changes ORDER BY xid DESC, id DESC LIMIT 1")
                        .mapTo(Long.class)
                        .one(),
                handle.createQuery("SELECT max(id) FROM changes")
                        .mapTo(Long.class)
                        .one()
            });
            assertThat(newest[0]).isEqualTo(newest[1]);
        }
        assertThat(commands.done("check")).contains("Everything is fine.");
        return counts(commands).get("requests");
    }

    private void damageIsFound(Commands commands, Path backup) throws IOException {
        assertThat(commands.done("restore", "--check-only", backup.toString())).contains("is whole");
        Path table = backup.resolve("tables").resolve("requests.copy.gz");
        byte[] good = Files.readAllBytes(table);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        Files.write(table, bad);
        assertThat(commands.refused("restore", "--check-only", backup.toString()))
                .contains("requests.copy.gz is not what was written");
        Files.write(table, good);
    }

    /** Rows of every table that is copied. */
    private static Map<String, Long> counts(Commands commands) {
        try (Core core = Core.open(commands.config())) {
            return core.database().jdbi().withHandle(handle -> {
                Map<String, Long> counts = new TreeMap<>();
                for (String table : List.of(
                        "requests",
                        "request_events",
                        "request_values",
                        "petitioners",
                        "attachments",
                        "outbox",
                        "accounts",
                        "changes",
                        "history_heads",
                        "areas",
                        "places",
                        "categories",
                        "audit")) {
                    counts.put(
                            table,
                            handle.createQuery("SELECT count(*) FROM " + table)
                                    .mapTo(Long.class)
                                    .one());
                }
                return counts;
            });
        }
    }

    private static void fileUntil(ApiClient api, AtomicBoolean done) {
        try {
            do {
                file(api, false);
            } while (!done.get());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Files a request; answers the id of its photo, or nothing. */
    private static String file(ApiClient api, boolean withPhoto) throws IOException {
        Map<String, Object> filing = new TreeMap<>(Map.of(
                "text",
                "垃圾堆在门口",
                "category",
                "CITY-WASTE",
                "where",
                Map.of("kind", "pin", "lon", 116.4215, "lat", 39.9072),
                "contact",
                Map.of("name", "李雷", "phone", "13800001234")));
        JsonNode photo = withPhoto ? upload(api) : null;
        if (photo != null) {
            filing.put("attachments", List.of(photo.path("key").asText()));
        }
        ApiClient.Answer answer = api.postJson("/api/v1/requests", filing);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return photo == null ? "" : photo.path("id").asText();
    }

    private static JsonNode upload(ApiClient api) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "png", png);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--zzz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(png.toByteArray());
        body.writeBytes("\r\n--zzz--\r\n".getBytes(StandardCharsets.UTF_8));
        return api.post(
                        "/api/v1/attachments",
                        "multipart/form-data; boundary=zzz",
                        "application/json",
                        BodyPublishers.ofByteArray(body.toByteArray()))
                .json();
    }
}
