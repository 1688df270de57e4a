package org.servicemap.accounts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Role;

/** An account in answers. */
@Describe("An account of staff, of a citizen or of a unit's own system")
record AccountJson(
        String id,
        AccountKind kind,
        @Nullable String login,
        @Describe("As histories show it") String name,
        List<Role> roles,

        @Describe("Acts for this unit and those below it; null for the whole city") @Nullable
        String unit,

        @Nullable String areaLevel,
        @Nullable String area,
        List<String> grants,
        boolean locked,
        @Describe("The password is for one login only") boolean passwordExpired,
        boolean secondFactor,
        @Describe("Send it back with a change") int version,
        Instant createdAt) {
    static AccountJson of(Account account) {
        return new AccountJson(
                Long.toString(account.id()),
                account.kind(),
                account.login(),
                account.name(),
                account.roles().stream().sorted().toList(),
                account.unit(),
                account.areaLevel(),
                account.area(),
                account.grants().stream().sorted().toList(),
                account.locked(),
                account.passwordExpired(),
                account.secondFactor(),
                account.version(),
                account.createdAt());
    }
}
