package org.servicemap.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.servicemap.TestSize;
import org.servicemap.Until;
import org.servicemap.fuzz.Mutator;

/** What a hostile client can write on the wire, byte for byte; each attack of the threat model that ends at the framework. */
class HostileCallsTest {
    @TempDir
    static Path spool;

    private static HttpServer server;

    record NoteBody(
            String text,
            @Nullable List<NoteBody> more,
            @Nullable Double size) {}

    record NoteJson(String said) {}

    /** Says what it got, where it is, and overflows when told to. */
    static final class Notes implements RouteGroup {
        static final Param<String> WORD = Param.text("word", "What to say");

        @Override
        public String tag() {
            return "notes";
        }

        @Override
        public String description() {
            return "Notes of this test";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.get("/api/v1/notes", "getNote")
                            .summary("Says the word")
                            .takes(WORD)
                            .json(NoteJson.class, "It", exchange -> new NoteJson(exchange.get(WORD, "nothing"))),
                    Route.get("/api/v1/notes/origin", "getOrigin")
                            .summary("Says where it is")
                            .json(NoteJson.class, "It", exchange -> new NoteJson(exchange.origin())),
                    Route.get("/api/v1/notes/overflow", "overflow")
                            .summary("Fills the stack")
                            .json(NoteJson.class, "It", exchange -> new NoteJson(deeper(""))),
                    Route.get("/api/v1/notes/events", "getEvents")
                            .summary("Stays open")
                            .events("Nothing", (exchange, stream) -> stream.close()),
                    Route.post("/api/v1/notes", "addNote")
                            .summary("Keeps a note")
                            .body(NoteBody.class, "The note")
                            .json(
                                    NoteJson.class,
                                    "It",
                                    exchange -> new NoteJson(
                                            exchange.body(NoteBody.class).text())),
                    Route.post("/api/v1/notes/files", "addFile")
                            .summary("Keeps a file")
                            .parts("The file", PartRule.file("file", 1, 1000, "Any"))
                            .json(NoteJson.class, "Its name", Notes::nameOf));
        }

        private static NoteJson nameOf(Exchange exchange) {
            return new NoteJson(exchange.parts().files("file").stream()
                    .map(file -> String.valueOf(file.fileName()))
                    .findFirst()
                    .orElse("no file"));
        }

        /** Never ends, and is no tail call. */
        private static String deeper(String text) {
            return deeper(text) + text;
        }
    }

    /** An answer as it came over the wire. */
    record Raw(int status, Map<String, String> headers, String body) {
        static Raw of(String text) {
            int end = text.indexOf("\r\n\r\n");
            List<String> lines = text.substring(0, end).lines().toList();
            Map<String, String> headers = lines.stream()
                    .skip(1)
                    .map(line -> line.split(": ?", 2))
                    .collect(Collectors.toMap(
                            pair -> pair[0].toLowerCase(Locale.ROOT), pair -> pair[1], (a, b) -> a + ", " + b));
            return new Raw(Integer.parseInt(lines.get(0).split(" ")[1]), headers, text.substring(end + 4));
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    @BeforeAll
    static void start() {
        server = HttpServer.start(HttpSettings.of(0, spool, "1"), List.of(new Notes()), List.of(), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Raw send(String head, String body) {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
            return Raw.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Raw get(String path, String... headers) {
        String host = Stream.of(headers).anyMatch(header -> header.startsWith("Host:")) ? "" : "\r\nHost: localhost";
        String more = Stream.of(headers).map(header -> "\r\n" + header).collect(Collectors.joining());
        return send("GET " + path + " HTTP/1.1" + host + "\r\nConnection: close" + more, "");
    }

    private static Raw post(String path, String type, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return send(
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + length,
                body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/embed",
                "/embed.js",
                "/warden-worker.js",
                "/web/core/theme.js",
                "/webjars/leaflet/1.9.4/dist/leaflet.js",
                "/api/v1/notes",
                "/api/v1/notes/events",
                "/api/v1/notes?word=",
                "/api/v1/notes/overflow",
                "/api/v1/nothing",
                "/health/live",
                "/nothing",
                "/%2e%2e/x",
            })
    void everyKindOfAnswerIsGuarded(String path) {
        Raw answer = get(path);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isIn("same-origin", "cross-origin");
        String policy = answer.header("Content-Security-Policy");
        assertThat(policy)
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe")
                .doesNotContain("*.");
        boolean framed = path.equals("/embed");
        assertThat(answer.header("X-Frame-Options")).isEqualTo(framed ? "" : "DENY");
        if (answer.header("Content-Type").startsWith("text/html")) {
            assertThat(policy)
                    .contains("base-uri 'none'", "form-action 'self'", "frame-ancestors " + (framed ? "*" : "'none'"));
            assertThat(answer.header("Permissions-Policy")).contains("microphone=()");
        }
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void whoCameByHttpsIsToldToStayThere() {
        assertThat(get("/", "X-Forwarded-Proto: https").header("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/web/..%2f..%2fpom.xml",
                "/web/%2e%2e/META-INF/MANIFEST.MF",
                "/web/..;/x.json",
                "/web/.%00./x.json",
                "/web/%5c..%5cx.json",
                "/web//etc/passwd.txt",
                "/web/core",
                "/web/~00000000000000000000/../x.json",
                "/webjars/..%2f..%2f..%2forg/servicemap/app/Main.class",
                "/webjars/%252e%252e/x.js",
            })
    void noPathLeadsOutOfTheFiles(String path) {
        Raw answer = get(path);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.header("Content-Type")).startsWith(Problem.MEDIA_TYPE);
    }

    @Test
    void whatIsTooLongIsRefusedAsSuch() {
        Raw line = get("/api/v1/notes?word=" + "a".repeat(20_000));
        assertThat(line.status()).isEqualTo(414);
        assertThat(line.body()).contains("\"status\":414");
        Raw header = get("/api/v1/notes", "X-Long: " + "a".repeat(20_000));
        assertThat(header.status()).isEqualTo(431);
        assertThat(header.body()).contains("\"status\":431");
        assertThat(header.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void requestsCannotBeSmuggled() {
        String both = "POST /api/v1/notes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked";
        assertThat(send(both, "0\r\n\r\nGET /health/live HTTP/1.1\r\n\r\n").status())
                .isEqualTo(400);
        String two = "POST /api/v1/notes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: 4\r\nContent-Length: 5";
        assertThat(send(two, "{}  ").status()).isEqualTo(400);
    }

    @Test
    void aHostIsAName() {
        assertThat(get("/api/v1/notes/origin", "Host: x\"><script>").status()).isEqualTo(400);
        assertThat(get("/api/v1/notes/origin", "Host: a", "Host: b").status()).isEqualTo(400);
    }

    @Test
    void whatDependsOnTheHostIsNotMixedUpByCaches() {
        Raw answer = get("/api/v1/notes/origin", "Host: evil.example", "X-Forwarded-Proto: https");
        assertThat(answer.body()).contains("https://evil.example");
        assertThat(answer.header("Vary")).contains("Host").contains("X-Forwarded-Proto");
        assertThat(get("/api/v1/notes/origin", "X-Forwarded-Host: evil.example").body())
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"more\":[", "{\"text\":"})
    void depthDoesNotFillTheStack(String opening) {
        Raw answer = post("/api/v1/notes", "application/json", opening.repeat(200_000));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_json");
    }

    @Test
    void aFullStackIsAFaultLikeAnyOther() {
        Raw answer = get("/api/v1/notes/overflow");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).startsWith(Problem.MEDIA_TYPE);
        assertThat(answer.body()).contains("internal_error", "\"id\"").doesNotContain("StackOverflow");
    }

    @Test
    void numbersAreBounded() {
        for (String number : List.of("1e999999999", "9".repeat(2000), "-1e-999999999", "NaN", "1" + "0".repeat(400))) {
            Raw answer = post("/api/v1/notes", "application/json", "{\"text\":\"a\",\"size\":" + number + "}");
            assertThat(answer.status()).as(number).isIn(200, 400);
        }
    }

    @Test
    void onlyDeclaredFieldsAreTaken() {
        Raw answer = post("/api/v1/notes", "application/json", "{\"text\":\"a\",\"role\":\"administrator\"}");
        assertThat(answer.body()).contains("unknown_field");
        assertThat(post("/api/v1/notes", "application/json", "{\"text\":\"a\",\"text\":\"b\"}")
                        .body())
                .contains("invalid_json");
    }

    @Test
    void theCharacterThatNoDatabaseHoldsIsRefused() {
        assertThat(get("/api/v1/notes?word=a%00b").body()).contains("malformed_query");
        assertThat(post("/api/v1/notes", "application/json", "{\"text\":\"a\\u0000\"}")
                        .body())
                .contains("invalid_field", "\"field\":\"text\"");
        assertThat(post("/api/v1/notes", "application/json", "{\"text\":\"a\",\"more\":[{\"text\":\"\\u0000\"}]}")
                        .body())
                .contains("\"field\":\"more[0].text\"");
    }

    @Test
    void aFileNameIsOnlyAName() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../etc/passwd.txt\"\r\n\r\n"
                + "hello\r\n--x--\r\n";
        assertThat(post("/api/v1/notes/files", "multipart/form-data; boundary=x", body)
                        .body())
                .contains("\"passwd.txt\"");
    }

    @Test
    void aFormOfAnotherSiteIsNoJson() {
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            assertThat(post("/api/v1/notes", type, "{\"text\":\"a\"}").status())
                    .as(type)
                    .isEqualTo(415);
        }
    }

    @Test
    void whatACallerNamesItselfForgesNoLineOfTheLog() {
        assertThat(get("/api/v1/notes", "X-Request-Id: a%0aERROR").header("X-Request-Id"))
                .matches("[0-9a-f]+");
        assertThat(get("/api/v1/notes", "X-Request-Id: " + "a".repeat(65)).header("X-Request-Id"))
                .hasSizeLessThan(20);
    }

    /** Seeded: parts, heads and edges that are spoiled are taken or refused, none is a fault, and nothing stays in the spool. */
    @Test
    void spoiledMultipartBodiesAreOnlyRefused() throws IOException {
        String part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\nhello\r\n";
        List<String> corpus = List.of(
                part + "--x--\r\n",
                part + part + "--x--\r\n",
                part.replace("hello", "h".repeat(2000)) + "--x--\r\n",
                part.replace("filename=\"a.txt\"", "filename*=UTF-8''%e9%95%bf.txt") + "--x--\r\n",
                part.replace("Content-Type", "Content-Transfer-Encoding: base64\r\nContent-Type") + "--x--");
        Mutator mutator = new Mutator(20_261_128);
        for (int i = 0; i < TestSize.pick(150, 10_000, 100_000); i++) {
            String body = mutator.nextText(corpus);
            Raw answer = post("/api/v1/notes/files", "multipart/form-data; boundary=x", body);
            assertThat(answer.status()).as(body).isIn(200, 400, 413, 415);
        }
        Until.is("the spool is empty", () -> {
            String[] left = spool.toFile().list();
            return left == null || left.length == 0;
        });
    }
}
