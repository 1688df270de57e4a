package org.servicemap.http;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param account id of the account; null for callers without one
 * @param name as people see it in histories
 * @param roles what the account may do; empty while its password must be changed first
 * @param unit code of the unit for which, with all units below it, the account may act; null for city-wide staff
 * @param areaLevel level of the area to which the account is bound, or null
 * @param area code of that area, or null
 * @param service whether a unit's own system calls, by a service account
 * @param grants what a service account may do ({@code accept}, {@code reply} …); empty for people, who go by roles
 * @param device the enrolled phone by whose token the account calls, or null
 * @param formerAreas codes that the account's area had before: requests from then are still its own
 */
public record Caller(
        @Nullable Long account,
        String name,
        Set<Role> roles,
        @Nullable String unit,
        @Nullable String areaLevel,
        @Nullable String area,
        boolean service,
        Set<String> grants,
        @Nullable Long device,
        List<FormerArea> formerAreas) {
    public static final Caller ANONYMOUS = new Caller(null, "", Set.of(), null, null, null, false, Set.of());

    /** What follows a new version of the areas: done by the program when somebody published it. */
    public static final Caller PUBLICATION =
            new Caller(null, "publication of areas", Set.of(), null, null, null, false, Set.of());

    /** Without a phone, and whose area never had another code. */
    public Caller(
            @Nullable Long account,
            String name,
            Set<Role> roles,
            @Nullable String unit,
            @Nullable String areaLevel,
            @Nullable String area,
            boolean service,
            Set<String> grants) {
        this(account, name, roles, unit, areaLevel, area, service, grants, null, List.of());
    }

    public Caller {
        roles = Set.copyOf(roles);
        grants = Set.copyOf(grants);
        formerAreas = List.copyOf(formerAreas);
    }

    /** The same, whose area had other codes before. */
    public Caller withFormerAreas(List<FormerArea> former) {
        return new Caller(account, name, roles, unit, areaLevel, area, service, grants, device, former);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    public boolean hasAny(Set<Role> any) {
        return any.stream().anyMatch(roles::contains);
    }

    public boolean isAnonymous() {
        return account == null;
    }

    /** Whether a service account holds the grant; people are not bound by grants. */
    public boolean mayBy(String grant) {
        return !service || grants.contains(grant);
    }
}
