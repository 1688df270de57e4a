package org.servicemap.accounts.login;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountKind;
import org.servicemap.accounts.Duty;
import org.servicemap.accounts.OpenSession;
import org.servicemap.http.Describe;
import org.servicemap.http.Role;

/** Who is logged in here, if anybody, and how one can log in. */
@Describe("The caller's session, and how one can log in")
record SessionJson(
        @Nullable PersonJson account,

        @Describe("What must be done before anything else is allowed")
        List<Duty> duties,

        @Nullable Instant expiresAt,

        @Describe("Goes into X-CSRF-Token with everything but GET") @Nullable
        String csrfToken,

        @Describe("Whether the demo's accounts with their documented password can log in")
        boolean demo,

        @Describe("OpenID providers to log in by") List<ProviderJson> providers) {

    @Describe("Whose session it is")
    record PersonJson(
            String id,
            AccountKind kind,
            @Nullable String login,
            String name,
            List<Role> roles,
            @Nullable String unit,
            @Nullable String areaLevel,
            @Nullable String area,
            boolean secondFactor) {
        static PersonJson of(Account account) {
            return new PersonJson(
                    Long.toString(account.id()),
                    account.kind(),
                    account.login(),
                    account.name(),
                    account.roles().stream().sorted().toList(),
                    account.unit(),
                    account.areaLevel(),
                    account.area(),
                    account.secondFactor());
        }
    }

    @Describe("An OpenID provider; log in at its path")
    record ProviderJson(String id, String name, AccountKind kind, String path) {}

    static SessionJson none(boolean demo, List<ProviderJson> providers) {
        return new SessionJson(null, List.of(), null, null, demo, providers);
    }

    static SessionJson of(OpenSession session, String csrfToken, boolean demo, List<ProviderJson> providers) {
        return new SessionJson(
                PersonJson.of(session.account()),
                session.duties().stream().sorted().toList(),
                session.expiresAt(),
                csrfToken,
                demo,
                providers);
    }
}
