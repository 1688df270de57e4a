package org.servicemap.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AccountKind;
import org.servicemap.accounts.login.OidcSettings;

/** Reads and checks the options that concern logins. */
final class AccountOptions {
    private static final int MOST_PROXIES = 10;

    private final Function<Option, String> text;

    /** @param text the value in force of an option */
    AccountOptions(Function<Option, String> text) {
        this.text = text;
    }

    AccountsConfig read() {
        return new AccountsConfig(
                publicUrl(), proxies(), bool(Option.RATE_LIMITS), bool(Option.SECOND_FACTOR), providers());
    }

    private int proxies() {
        String value = text.apply(Option.PROXIES);
        if (!value.matches("\\d{1,2}") || Integer.parseInt(value) > MOST_PROXIES) {
            throw new ConfigException(Option.PROXIES, "a whole number from 0 to " + MOST_PROXIES);
        }
        return Integer.parseInt(value);
    }

    private boolean bool(Option option) {
        return switch (text.apply(option)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(option, "true or false");
        };
    }

    private @Nullable URI publicUrl() {
        String value = text.apply(Option.PUBLIC_URL);
        return value.isEmpty() ? null : url(Option.PUBLIC_URL);
    }

    private URI url(Option option) {
        try {
            URI url = new URI(text.apply(option));
            if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below, as for any other text that is no address
        }
        throw new ConfigException(option, "an address like https://map.example.org");
    }

    private List<OidcSettings> providers() {
        List<OidcSettings> providers = new ArrayList<>();
        if (!text.apply(Option.OIDC_ISSUER).isEmpty()) {
            providers.add(provider(
                    "staff",
                    AccountKind.STAFF,
                    Option.OIDC_ISSUER,
                    Option.OIDC_CLIENT_ID,
                    Option.OIDC_CLIENT_SECRET,
                    Option.OIDC_NAME));
        }
        if (!text.apply(Option.OIDC_CITIZENS_ISSUER).isEmpty()) {
            providers.add(provider(
                    "citizens",
                    AccountKind.CITIZEN,
                    Option.OIDC_CITIZENS_ISSUER,
                    Option.OIDC_CITIZENS_CLIENT_ID,
                    Option.OIDC_CITIZENS_CLIENT_SECRET,
                    Option.OIDC_CITIZENS_NAME));
        }
        return providers;
    }

    private OidcSettings provider(
            String id, AccountKind kind, Option issuer, Option clientId, Option clientSecret, Option name) {
        URI own = publicUrl();
        if (own == null) {
            throw new ConfigException(Option.PUBLIC_URL, "the address of this server, which OpenID Connect needs");
        }
        if (text.apply(clientId).isEmpty()) {
            throw new ConfigException(clientId, "the client id that the provider gave");
        }
        return new OidcSettings(
                id,
                text.apply(name),
                kind,
                url(issuer),
                text.apply(clientId),
                text.apply(clientSecret),
                text.apply(Option.OIDC_LOGIN_CLAIM),
                own);
    }
}
