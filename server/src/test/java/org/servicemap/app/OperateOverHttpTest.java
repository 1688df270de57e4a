package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;
import org.servicemap.operate.Figure;
import org.servicemap.operate.JsonLines;
import org.slf4j.LoggerFactory;

/** What those who run the installation see: metrics, request ids, the state, the doctor. */
class OperateOverHttpTest {
    private static final String TOKEN = "a-token-for-metrics";

    @TempDir
    private static Path data;

    private static Commands commands;
    private static ServiceMap server;
    private static ApiClient nobody;

    @BeforeAll
    static void start() {
        commands = Commands.demo(data);
        commands.environment().put("SERVICEMAP_DEMO_HISTORY", "0");
        commands.environment().put("SERVICEMAP_METRICS_TOKEN", TOKEN);
        commands.environment().put("SERVICEMAP_SLOW_QUERY_MS", "1");
        server = ServiceMap.start(commands.config(), ImportListener.SILENT);
        nobody = new ApiClient(server.port());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String metrics() {
        ApiClient.Answer answer = nobody.withBearer(TOKEN).get("/metrics");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text();
    }

    private static String metricsWith(String text) {
        String seen = metrics();
        for (int i = 0; i < 600 && !seen.contains(text); i++) {
            LockSupport.parkNanos(100_000_000);
            seen = metrics();
        }
        return seen;
    }

    @Test
    void metricsAreForWhoHasTheTokenAndNameNoCaller() {
        ApiClient.refusal(nobody.get("/metrics"), 403, "forbidden", null);
        ApiClient.refusal(nobody.withBearer(TOKEN + "x").get("/metrics"), 403, "forbidden", null);
        nobody.get("/api/v1/areas?q=13800001234");
        nobody.get("/api/v1/requests/nobody-knows-this");
        String text = metricsWith("servicemap_servers 1.0");
        assertThat(text).contains("servicemap_http_answers_seconds_bucket{").contains("jvm_memory_used_bytes");
        assertThat(text)
                .contains("hikaricp_connections_active")
                .contains("servicemap_disk_free_bytes{folder=\"data\"}");
        assertThat(text).contains("servicemap_job_runs_total{job=\"the sign of life\"}");
        assertThat(text).contains("servicemap_servers 1.0").contains("servicemap_facts_lag_seconds");
        assertThat(text).contains("route=\"/api/v1/requests/{number}\"");
        assertThat(text).doesNotContain("13800001234").doesNotContain("nobody-knows-this");
        assertThat(slow(text)).as("statements of a millisecond").isPositive();
    }

    private static double slow(String text) {
        Matcher found = Pattern.compile("(?m)^servicemap_slow_statements_total ([\\d.E]+)$")
                .matcher(text);
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    /** Whoever writes a rule or a panel for a metric that is not there would never learn it. */
    @Test
    void dashboardAndAlertsAskForMetricsThatAreThere() throws Exception {
        Set<String> known = new HashSet<>();
        Matcher names = Pattern.compile("(?m)^# TYPE (\\S+) (\\w+)").matcher(metricsWith("servicemap_servers 1.0"));
        while (names.find()) {
            known.add(names.group(1));
            if (names.group(2).equals("histogram")) {
                known.addAll(List.of(names.group(1) + "_bucket", names.group(1) + "_count", names.group(1) + "_sum"));
            }
        }
        for (String file : List.of("grafana-dashboard.json", "prometheus-alerts.yml")) {
            String text = Files.readString(Path.of("deploy", file));
            Matcher asked = Pattern.compile("\\b(?:servicemap|jvm|hikaricp|process|system)_[a-z_]+\\b")
                    .matcher(text);
            Set<String> missing = new HashSet<>();
            int count = 0;
            while (asked.find()) {
                count++;
                if (!known.contains(asked.group())) {
                    missing.add(asked.group());
                }
            }
            assertThat(count).as(file).isGreaterThan(8);
            assertThat(missing).as(file).isEmpty();
        }
    }

    @Test
    void requestIdsComeBackAlsoInRefusalsAndForgeNoLine() throws Exception {
        ApiClient.Answer known = nobody.get("/api/v1/areas/none/none", "X-Request-Id", "proxy-17");
        assertThat(known.header("X-Request-Id")).isEqualTo("proxy-17");
        assertThat(known.json().path("request_id").asText()).isEqualTo("proxy-17");
        String own =
                nobody.get("/api/v1/areas/none/none", "X-Request-Id", "a b\tc").header("X-Request-Id");
        assertThat(own).matches("[0-9a-f]{16}");

        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext((LoggerContext) LoggerFactory.getILoggerFactory());
        event.setLoggerName("org.servicemap.Test");
        event.setLevel(ch.qos.logback.classic.Level.WARN);
        event.setMessage("said \"x\"\n2026-01-01 ERROR forged {}");
        event.setArgumentArray(new Object[] {"line\r\u2028two"});
        event.setMDCPropertyMap(Map.of("request", "proxy-17"));
        String line = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        assertThat(line.strip()).doesNotContain("\n").doesNotContain("\r");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("request_id").asText()).isEqualTo("proxy-17");
        assertThat(json.path("message").asText())
                .contains("\n2026-01-01 ERROR forged")
                .contains("\r\u2028two");
    }

    @Test
    void administratorsSeeTheState() {
        metricsWith("servicemap_servers 1.0");
        ApiClient admin = nobody.fresh();
        admin.postJson("/api/v1/session", Map.of("login", "admin", "password", DemoAccounts.PASSWORD));
        JsonNode state = admin.takeCsrfToken().get("/api/v1/status").json();
        assertThat(state.path("schema_here").asInt())
                .isEqualTo(state.path("schema_known").asInt())
                .isPositive();
        assertThat(state.at("/servers/0/self").asBoolean()).isTrue();
        assertThat(state.at("/servers/0/port").asInt()).isEqualTo(server.port());
        assertThat(state.path("figures")).hasSize(Figure.ALL.size());
        assertThat(state.at("/pool/most").asInt()).isEqualTo(4);
        List<String> jobs = new ArrayList<>();
        state.path("jobs").forEach(job -> jobs.add(job.path("name").asText()));
        assertThat(jobs).contains("the clocks of requests", "the reading of figures");
        assertThat(level(state, "backup_age")).isEqualTo("warn");
        assertThat(level(state, "db_schema")).isEqualTo("ok");
        assertThat(level(state, "keyset_apart")).isEqualTo("warn");
    }

    private static String level(JsonNode state, String code) {
        for (JsonNode each : state.path("findings")) {
            if (each.path("code").asText().equals(code)) {
                return each.path("level").asText();
            }
        }
        return "none";
    }

    @Test
    void theDoctorSaysWhatIsWrongAndHowItEnds() throws Exception {
        Commands sick = new Commands(data, addressOf(commands));
        sick.environment().put("SERVICEMAP_SMTP_URL", "smtp://127.0.0.1:1");
        sick.environment().put("SERVICEMAP_MAIL_FROM", "map@example.org");
        sick.environment().put("SERVICEMAP_PUBLIC_URL", "https://127.0.0.1:1");
        Commands.Ran ran = sick.run("doctor", "--json");
        assertThat(ran.code()).isEqualTo(1);
        JsonNode found = new ObjectMapper().readTree(ran.out());
        assertThat(levelIn(found, "mail")).isEqualTo("FAIL");
        assertThat(levelIn(found, "tls")).isEqualTo("FAIL");
        assertThat(levelIn(found, "proxies")).isEqualTo("WARN");
        assertThat(levelIn(found, "db")).isEqualTo("OK");
        assertThat(levelIn(found, "db_encoding")).isEqualTo("OK");
        // tests run without fsync
        assertThat(levelIn(found, "db_durable")).isEqualTo("FAIL");
        assertThat(levelIn(found, "clock_skew")).isEqualTo("OK");
        assertThat(levelIn(found, "keyset")).isEqualTo("OK");
        assertThat(sick.run("doctor").out()).contains("FAIL  mail").contains("to mend");

        sick.environment().put("SERVICEMAP_PORT", "many");
        assertThat(sick.run("doctor").out()).contains("FAIL  config").contains("SERVICEMAP_PORT");
    }

    private static org.servicemap.storage.TestDatabases.Address addressOf(Commands commands) {
        Map<String, String> said = commands.environment();
        return new org.servicemap.storage.TestDatabases.Address(
                said.getOrDefault("SERVICEMAP_DB_URL", ""),
                said.getOrDefault("SERVICEMAP_DB_USER", ""),
                said.getOrDefault("SERVICEMAP_DB_PASSWORD", ""));
    }

    private static String levelIn(JsonNode found, String code) {
        for (JsonNode each : found) {
            if (each.path("code").asText().equals(code)) {
                return each.path("level").asText();
            }
        }
        return "none";
    }
}
