package org.servicemap.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.AccountChange;
import org.servicemap.accounts.AccountKind;
import org.servicemap.http.ApiClient;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

/** Logins by OpenID Connect at a provider that runs in the test. */
@OnEveryDatabase
class OidcStoreTest {
    private static final Caller BY = new Caller(null, "test", Set.of(), null, null, null, false, Set.of());

    /** One for all: it takes two seconds to stop. */
    private static MockOAuth2Server provider;

    private final Database database;
    private final Path folder;
    private LoginServer server;

    OidcStoreTest(Database database, @TempDir Path folder) {
        this.database = database;
        this.folder = folder;
    }

    @BeforeAll
    static void startProvider() {
        provider = new MockOAuth2Server(OAuth2Config.Companion.fromJson("{\"httpServer\": \"NettyWrapper\"}"));
        provider.start();
    }

    @AfterAll
    static void stopProvider() {
        provider.shutdown();
    }

    @BeforeEach
    void start() {
        database.useTransaction(handle -> handle.execute("DELETE FROM accounts"));
        server = new LoginServer(
                database,
                folder,
                true,
                List.of(settings("staff", AccountKind.STAFF), settings("citizens", AccountKind.CITIZEN)));
    }

    /** The callback's host is never asked: the test follows redirects itself. */
    private OidcSettings settings(String id, AccountKind kind) {
        return new OidcSettings(
                id,
                "Provider",
                kind,
                provider.issuerUrl(id).uri(),
                "servicemap",
                "secret",
                "preferred_username",
                URI.create("https://map.example"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answers(String issuer, String subject, Map<String, Object> claims) {
        provider.enqueueCallback(
                new DefaultOAuth2TokenCallback(issuer, subject, "JWT", List.of("servicemap"), claims, 3600));
    }

    /** From our path to the provider and back; answers the path and query with which the browser comes back. */
    private String roundTrip(ApiClient client, String id) throws Exception {
        ApiClient.Answer to = client.get("/api/v1/session/oidc/" + id + "?return_to=/accounts");
        assertThat(to.status()).isEqualTo(303);
        URI page = URI.create(to.header("Location"));
        assertThat(page.getQuery())
                .contains("code_challenge_method=S256")
                .contains("nonce=")
                .contains("response_type=code");
        HttpResponse<String> back =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
        URI callback = URI.create(back.headers().firstValue("Location").orElseThrow());
        assertThat(callback.getHost()).isEqualTo("map.example");
        return callback.getRawPath() + "?" + callback.getRawQuery();
    }

    @Test
    void staffComeInByTheirLoginNameAndNeedNoOtherFactor() throws Exception {
        server.accounts.create(BY, "zhang.wei", new AccountChange("张伟", Set.of(Role.ANALYST), null, null, null, false));
        answers("staff", "subject-1", Map.of("preferred_username", "zhang.wei"));
        ApiClient client = server.api.fresh();
        ApiClient.Answer in = client.get(roundTrip(client, "staff"));
        assertThat(in.header("Location")).isEqualTo("/accounts");
        JsonNode session = client.get("/api/v1/session").json();
        assertThat(session.path("account").path("login").asText()).isEqualTo("zhang.wei");
        assertThat(session.path("duties")).isEmpty();

        // from now on the subject decides: a renamed login stays who it is
        answers("staff", "subject-1", Map.of("preferred_username", "renamed"));
        ApiClient again = server.api.fresh();
        assertThat(again.get(roundTrip(again, "staff")).header("Location")).isEqualTo("/accounts");
        assertThat(again.get("/api/v1/session")
                        .json()
                        .path("account")
                        .path("login")
                        .asText())
                .isEqualTo("zhang.wei");
    }

    @Test
    void staffWithoutAnAccountStayOutside() throws Exception {
        answers("staff", "subject-2", Map.of("preferred_username", "stranger"));
        ApiClient client = server.api.fresh();
        assertThat(client.get(roundTrip(client, "staff")).header("Location")).isEqualTo("/login?error=no_account");
        assertThat(client.get("/api/v1/session").json().path("account").isNull())
                .isTrue();
    }

    @Test
    void citizensGetAnAccountAtTheirFirstLogin() throws Exception {
        answers("citizens", "citizen-1", Map.of("email", "li@example.org"));
        ApiClient client = server.api.fresh();
        client.get(roundTrip(client, "citizens"));
        JsonNode account = client.get("/api/v1/session").json().path("account");
        assertThat(account.path("kind").asText()).isEqualTo("citizen");
        assertThat(account.path("name").asText()).isEqualTo("l***@example.org");
    }

    @Test
    void whatComesBackMustBelongToThisBrowserAndOnce() throws Exception {
        server.accounts.create(BY, "zhang.wei", new AccountChange("张伟", Set.of(Role.ANALYST), null, null, null, false));
        answers("staff", "subject-3", Map.of("preferred_username", "zhang.wei"));
        ApiClient client = server.api.fresh();
        String callback = roundTrip(client, "staff");
        ApiClient.Answer stolen = server.api.fresh().get(callback);
        assertThat(stolen.header("Location")).isEqualTo("/login?error=expired");
        assertThat(client.get(callback).header("Location")).isEqualTo("/accounts");
        assertThat(server.api.fresh().get(callback).header("Location")).isEqualTo("/login?error=expired");
        assertThat(client.get("/api/v1/session/oidc/staff/callback?error=access_denied&state=x")
                        .header("Location"))
                .isEqualTo("/login?error=refused");
    }

    @Test
    void aTokenOfAnotherLoginIsNotBelieved() throws Exception {
        server.accounts.create(BY, "zhang.wei", new AccountChange("张伟", Set.of(Role.ANALYST), null, null, null, false));
        answers("staff", "subject-4", Map.of("preferred_username", "zhang.wei"));
        ApiClient client = server.api.fresh();
        String callback = roundTrip(client, "staff");
        database.useTransaction(handle -> handle.execute("UPDATE oidc_flows SET nonce = 'of another login'"));
        assertThat(client.get(callback).header("Location")).isEqualTo("/login?error=provider");
        assertThat(client.get("/api/v1/session").json().path("account").isNull())
                .isTrue();
    }

    @Test
    void unknownProvidersAreRefused() {
        ApiClient.refusal(server.api.get("/api/v1/session/oidc/other"), 404, "unknown_provider", "provider");
        assertThat(server.api.get("/api/v1/session").json().path("providers")).hasSize(2);
    }
}
