package org.servicemap.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a route, and how often.
 *
 * @param roles with one of which an account may; {@code PUBLIC} is everyone
 * @param anyAccount whether every account may, also one that must still change its password
 * @param grants with one of which a service account may; roles do not help it
 */
record Guard(
        Set<Role> roles,
        boolean anyAccount,
        Set<String> grants,
        @Nullable RateLimit limit) {
    Guard {
        roles = Set.copyOf(roles);
        grants = Set.copyOf(grants);
    }

    boolean isPublic() {
        return roles.contains(Role.PUBLIC);
    }

    boolean admits(Caller caller) {
        if (isPublic()) {
            return true;
        }
        if (caller.service()) {
            return grants.stream().anyMatch(caller.grants()::contains);
        }
        return anyAccount ? !caller.isAnonymous() : caller.hasAny(roles);
    }
}
