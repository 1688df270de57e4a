package org.servicemap.accounts.login;

import java.net.URI;
import org.servicemap.accounts.AccountKind;

/**
 * One OpenID provider.
 *
 * @param id in our paths: {@code staff}, {@code citizens}
 * @param name on its button
 * @param kind whose logins it is for
 * @param issuer whose {@code /.well-known/openid-configuration} is read
 * @param loginClaim of staff: the claim that holds the login name of the account
 * @param publicUrl where browsers find this server: answers come back to it
 */
public record OidcSettings(
        String id,
        String name,
        AccountKind kind,
        URI issuer,
        String clientId,
        String clientSecret,
        String loginClaim,
        URI publicUrl) {
    URI callback() {
        return publicUrl.resolve(SessionRoutes.SESSION + "/oidc/" + id + "/callback");
    }

    @Override
    public String toString() {
        return "OpenID provider " + id + " at " + issuer;
    }
}
