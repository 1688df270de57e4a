package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** How the first administrator comes in where there is no demo. */
class AccountsCommandTest {
    @TempDir
    Path data;

    @Test
    void theFirstAdministratorComesInByTheCommandLine() {
        Commands commands = new Commands(data);
        String first = password(commands.done("accounts", "add", "Boss"));
        assertThat(commands.refused("accounts", "add", "boss")).contains("there is an account boss");
        assertThat(commands.run("accounts", "add", "x1", "--role", "king").code())
                .isEqualTo(2);
        assertThat(commands.run("accounts").code()).isEqualTo(2);
        String second = password(commands.done("accounts", "reset-password", "boss"));
        try (ServiceMap server = ServiceMap.start(commands.config(), ImportListener.SILENT)) {
            ApiClient api = new ApiClient(server.port());
            assertThat(logIn(api, first).status()).isEqualTo(401);
            JsonNode session = logIn(api, second).json();
            assertThat(session.path("demo").asBoolean()).isFalse();
            assertThat(session.path("duties").toString()).isEqualTo("[\"change_password\",\"enrol_second_factor\"]");
            ApiClient.refusal(api.get("/api/v1/accounts"), 403, "forbidden", null);
        }
    }

    private static ApiClient.Answer logIn(ApiClient api, String password) {
        return api.postJson("/api/v1/session", Map.of("login", "boss", "password", password));
    }

    private static String password(String shown) {
        return shown.replaceAll("(?s).*one-time password (\\S+).*", "$1");
    }
}
