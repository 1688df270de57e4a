package org.servicemap.app;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.login.OidcSettings;

/**
 * How people log in.
 *
 * @param publicUrl where browsers find the server; null when it was not said
 * @param proxies how many proxies in front of it are believed
 * @param rateLimits whether calls are counted
 * @param secondFactorRequired whether staff with a password need a second factor outside the demo
 */
public record AccountsConfig(
        @Nullable URI publicUrl,
        int proxies,
        boolean rateLimits,
        boolean secondFactorRequired,
        List<OidcSettings> oidc) {
    public AccountsConfig {
        oidc = List.copyOf(oidc);
    }

    /** The public URL without a slash at its end; empty when it was not said. */
    String publicBase() {
        return publicUrl == null ? "" : publicUrl.toString().replaceAll("/+$", "");
    }
}
