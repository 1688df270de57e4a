package org.servicemap.accounts;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Role;

/** What an administrator decides about a staff account. */
public record AccountChange(
        String name,
        Set<Role> roles,
        @Nullable String unit,
        @Nullable String areaLevel,
        @Nullable String area,
        boolean locked) {
    public AccountChange {
        roles = Set.copyOf(roles);
    }
}
