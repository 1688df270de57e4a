package org.servicemap.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.FormerArea;
import org.servicemap.http.Role;

/**
 * One account as it is now.
 *
 * @param login of staff, lower case; null for others
 * @param name as histories show it; of citizens the masked contact
 * @param unit with its subtree what the account may act for; null for city-wide staff and citizens
 * @param areaLevel level of the area to which it is bound, or null
 * @param formerAreas codes that this area had until versions took them away
 * @param grants of service accounts
 * @param passwordExpired whether the password is for one login only
 * @param demo whether it still has the documented password of the demo
 * @param secondFactor whether it has a confirmed one
 * @param version grows with every change
 */
public record Account(
        long id,
        AccountKind kind,
        @Nullable String login,
        String name,
        Set<Role> roles,
        @Nullable String unit,
        @Nullable String areaLevel,
        @Nullable String area,
        List<FormerArea> formerAreas,
        Set<String> grants,
        boolean passwordExpired,
        boolean demo,
        boolean locked,
        boolean secondFactor,
        int version,
        Instant createdAt) {
    public Account {
        roles = Set.copyOf(roles);
        formerAreas = List.copyOf(formerAreas);
        grants = Set.copyOf(grants);
    }

    /** The caller that the account is, with the roles that it may use now. */
    public Caller caller(boolean restricted) {
        return new Caller(
                        id,
                        name,
                        restricted ? Set.of() : roles,
                        unit,
                        areaLevel,
                        area,
                        kind == AccountKind.SERVICE,
                        kind == AccountKind.SERVICE ? grants : Set.of())
                .withFormerAreas(formerAreas);
    }
}
