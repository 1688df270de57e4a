package org.servicemap.accounts;

import java.time.Instant;
import java.util.Set;
import org.servicemap.http.Caller;

/**
 * A session that lives.
 *
 * @param duties what must be done first; until then the account has no roles
 */
public record OpenSession(Account account, LoginMethod method, Instant expiresAt, Set<Duty> duties) {
    public OpenSession {
        duties = Set.copyOf(duties);
    }

    Caller caller() {
        return account.caller(!duties.isEmpty());
    }
}
