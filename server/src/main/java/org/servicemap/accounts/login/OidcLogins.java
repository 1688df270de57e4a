package org.servicemap.accounts.login;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.AccountKind;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.CitizenAccounts;
import org.servicemap.accounts.LoginMethod;
import org.servicemap.accounts.Secrets;
import org.servicemap.accounts.Sessions;
import org.servicemap.http.Caller;
import org.servicemap.storage.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins by OpenID Connect. Staff are known by the claim that holds their login name, and by the provider's subject from the
 * first login on; an account must be there. Citizens get an account at their first login. What is under way waits in the
 * database, so that any server can go on. Thread-safe.
 */
public final class OidcLogins {
    private static final Logger LOG = LoggerFactory.getLogger(OidcLogins.class);
    private static final Duration UNDER_WAY = Duration.ofMinutes(10);

    private final Database database;
    private final Sessions sessions;
    private final CitizenAccounts citizens;
    private final Map<String, OidcProvider> providers = new LinkedHashMap<>();

    public OidcLogins(Database database, Sessions sessions, List<OidcSettings> settings) {
        this.database = database;
        this.sessions = sessions;
        citizens = new CitizenAccounts(database);
        settings.forEach(each -> providers.put(each.id(), new OidcProvider(each)));
    }

    /** A login that begins: where the browser goes, and the state that its cookie keeps. */
    record Begun(URI loginPage, String state) {}

    /** A login that ended: the session's token and where the browser goes on; or why not. */
    record Ended(
            @Nullable String token,
            String returnTo,
            @Nullable String refusal) {
        static Ended refused(String why) {
            return new Ended(null, "/", why);
        }
    }

    List<SessionJson.ProviderJson> providers() {
        return providers.values().stream()
                .map(OidcProvider::settings)
                .map(each -> new SessionJson.ProviderJson(
                        each.id(), each.name(), each.kind(), SessionRoutes.SESSION + "/oidc/" + each.id()))
                .toList();
    }

    private OidcProvider require(String id) {
        OidcProvider provider = providers.get(id);
        if (provider == null) {
            throw new AccountException(LoginErrors.UNKNOWN_PROVIDER, "no such provider", "provider");
        }
        return provider;
    }

    Begun begin(String id, String returnTo) {
        OidcProvider provider = require(id);
        OidcProvider.Flow flow =
                new OidcProvider.Flow(Secrets.token(), Secrets.token(), new CodeVerifier().getValue(), safe(returnTo));
        try {
            URI page = provider.loginPage(flow);
            database.useTransaction(handle -> store(handle, id, flow));
            return new Begun(page, flow.state());
        } catch (GeneralException | IOException e) {
            LOG.warn("{} does not answer: {}", provider.settings(), e.getMessage());
            throw new AccountException(LoginErrors.NOT_SENT, "the provider does not answer", null, 30);
        }
    }

    /** Only paths of our own: a login must not lead to another site. */
    static String safe(String returnTo) {
        boolean own = returnTo.matches("/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*") && !returnTo.startsWith("//");
        return own ? returnTo : "/";
    }

    private static void store(Handle handle, String id, OidcProvider.Flow flow) {
        handle.createUpdate("""
                        INSERT INTO oidc_flows (state_hash, provider, nonce, verifier, return_to, expires_at)
                        VALUES (:hash, :provider, :nonce, :verifier, :return_to,
                                clock_timestamp() + make_interval(secs => :life))
                        """)
                .bind("hash", Secrets.hash(flow.state()))
                .bind("provider", id)
                .bind("nonce", flow.nonce())
                .bind("verifier", flow.verifier())
                .bind("return_to", flow.returnTo())
                .bind("life", UNDER_WAY.toSeconds())
                .execute();
    }

    /** Takes up what is under way under this state, once. */
    private Optional<OidcProvider.Flow> takeUp(String id, String state) {
        return database.inTransaction(handle -> handle.createQuery("""
                        DELETE FROM oidc_flows WHERE state_hash = :hash AND provider = :provider
                        RETURNING nonce, verifier, return_to, expires_at > clock_timestamp() AS alive
                        """)
                .bind("hash", Secrets.hash(state))
                .bind("provider", id)
                .map((row, context) -> row.getBoolean("alive")
                        ? Optional.of(new OidcProvider.Flow(
                                state, row.getString("nonce"), row.getString("verifier"), row.getString("return_to")))
                        : Optional.<OidcProvider.Flow>empty())
                .findOne()
                .flatMap(each -> each));
    }

    /** Goes on with what the provider sent the browser back with. */
    Ended end(String id, String state, String code, String address) {
        OidcProvider provider = require(id);
        Optional<OidcProvider.Flow> flow = takeUp(id, state);
        if (flow.isEmpty()) {
            return Ended.refused("expired");
        }
        try {
            OidcProvider.Identity identity = provider.identityOf(flow.get(), code);
            String returnTo = flow.get().returnTo();
            return database.inTransaction(handle -> admit(handle, provider.settings(), identity, returnTo, address));
        } catch (GeneralException | IOException e) {
            LOG.warn("a login at {} failed: {}", provider.settings(), e.getMessage());
            return Ended.refused("provider");
        }
    }

    private Ended admit(
            Handle handle, OidcSettings settings, OidcProvider.Identity identity, String returnTo, String address) {
        Optional<Account> account = linked(handle, identity);
        if (account.isEmpty()) {
            account = settings.kind() == AccountKind.CITIZEN
                    ? Optional.of(citizens.create(handle, nameOf(identity)))
                    : known(handle, identity);
            account.ifPresent(each -> link(handle, identity, each));
        }
        if (account.isEmpty() || account.get().locked() || account.get().kind() != settings.kind()) {
            Audit.record(handle, Caller.ANONYMOUS, address, "login_failed", "oidc:" + settings.id(), null);
            return Ended.refused("no_account");
        }
        Account found = account.get();
        Audit.record(handle, found.caller(false), address, "login", Accounts.subject(found.id()), null);
        return new Ended(sessions.start(handle, found, LoginMethod.OIDC, address), returnTo, null);
    }

    private static Optional<Account> known(Handle handle, OidcProvider.Identity identity) {
        String login = identity.login();
        return login == null ? Optional.empty() : Accounts.findLogin(handle, login);
    }

    private Optional<Account> linked(Handle handle, OidcProvider.Identity identity) {
        return handle.createQuery("SELECT account FROM oidc_identities WHERE issuer = :issuer AND subject = :subject")
                .bind("issuer", identity.issuer())
                .bind("subject", identity.subject())
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> citizens.find(handle, id));
    }

    private static void link(Handle handle, OidcProvider.Identity identity, Account account) {
        handle.createUpdate("""
                        INSERT INTO oidc_identities (issuer, subject, account) VALUES (:issuer, :subject, :account)
                        """)
                .bind("issuer", identity.issuer())
                .bind("subject", identity.subject())
                .bind("account", account.id())
                .execute();
    }

    /** Histories show no address. */
    private static String nameOf(OidcProvider.Identity identity) {
        String email = identity.email();
        int at = email == null ? -1 : email.indexOf('@');
        return email == null || at < 1 ? "***" : email.charAt(0) + "***" + email.substring(at);
    }
}
