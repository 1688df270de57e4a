package org.servicemap.accounts.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Talks with one OpenID provider: authorization code flow with PKCE (RFC 7636), state and nonce; the id token's signature,
 * issuer, audience, times and nonce are checked. Its metadata is read at the first login and kept. Thread-safe.
 */
final class OidcProvider {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final OidcSettings settings;
    private volatile @Nullable OIDCProviderMetadata metadata;

    OidcProvider(OidcSettings settings) {
        this.settings = settings;
    }

    /** What belongs to one login under way; never leaves the server but for the state. */
    record Flow(String state, String nonce, String verifier, String returnTo) {}

    /** Who the provider says it is. */
    record Identity(
            String issuer,
            String subject,
            @Nullable String login,
            @Nullable String email) {}

    OidcSettings settings() {
        return settings;
    }

    /** Where the browser is sent. */
    URI loginPage(Flow flow) throws GeneralException, IOException {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope("openid", "profile", "email"),
                        new ClientID(settings.clientId()),
                        settings.callback())
                .endpointURI(metadata().getAuthorizationEndpointURI())
                .state(new State(flow.state()))
                .nonce(new Nonce(flow.nonce()))
                .codeChallenge(new CodeVerifier(flow.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** Takes the code that the browser brought. */
    Identity identityOf(Flow flow, String code) throws GeneralException, IOException {
        try {
            OIDCTokenResponse tokens = tokens(flow, code);
            IDTokenValidator validator = new IDTokenValidator(
                    metadata().getIssuer(),
                    new ClientID(settings.clientId()),
                    algorithm(),
                    metadata().getJWKSetURI().toURL());
            IDTokenClaimsSet claims = validator.validate(tokens.getOIDCTokens().getIDToken(), new Nonce(flow.nonce()));
            return new Identity(
                    claims.getIssuer().getValue(),
                    claims.getSubject().getValue(),
                    claims.getStringClaim(settings.loginClaim()),
                    claims.getStringClaim("email"));
        } catch (BadJOSEException | JOSEException e) {
            throw new GeneralException("the id token is not to be believed", e);
        }
    }

    private JWSAlgorithm algorithm() throws GeneralException, IOException {
        var offered = metadata().getIDTokenJWSAlgs();
        return offered == null || offered.contains(JWSAlgorithm.RS256)
                ? JWSAlgorithm.RS256
                : offered.contains(JWSAlgorithm.ES256) ? JWSAlgorithm.ES256 : JWSAlgorithm.PS256;
    }

    private OIDCTokenResponse tokens(Flow flow, String code) throws GeneralException, IOException {
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(
                new AuthorizationCode(code), settings.callback(), new CodeVerifier(flow.verifier()));
        ClientSecretBasic client =
                new ClientSecretBasic(new ClientID(settings.clientId()), new Secret(settings.clientSecret()));
        HTTPRequest request = new TokenRequest.Builder(metadata().getTokenEndpointURI(), client, grant)
                .build()
                .toHTTPRequest();
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        TokenResponse response = OIDCTokenResponseParser.parse(request.send());
        if (!response.indicatesSuccess()) {
            throw new GeneralException("the provider refused: "
                    + response.toErrorResponse().getErrorObject().getCode());
        }
        return (OIDCTokenResponse) response.toSuccessResponse();
    }

    private OIDCProviderMetadata metadata() throws GeneralException, IOException {
        OIDCProviderMetadata known = metadata;
        if (known == null) {
            known = OIDCProviderMetadata.resolve(
                    new Issuer(settings.issuer().toString()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            metadata = known;
        }
        return known;
    }
}
