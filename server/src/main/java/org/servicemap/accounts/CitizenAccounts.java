package org.servicemap.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;

/** Makes and finds accounts of citizens, in the transactions of their logins. */
public final class CitizenAccounts {
    private final Database database;

    public CitizenAccounts(Database database) {
        this.database = database;
    }

    public Optional<Account> find(Handle handle, long id) {
        return AccountStore.find(handle, id);
    }

    /** @param name as histories show it: a masked contact */
    public Account create(Handle handle, String name) {
        long id = database.nextId();
        Account account = new Account(
                id,
                AccountKind.CITIZEN,
                null,
                name,
                Set.of(Role.CITIZEN),
                null,
                null,
                null,
                List.of(),
                Set.of(),
                false,
                false,
                false,
                false,
                1,
                Instant.EPOCH);
        AccountStore.insert(handle, account, null);
        return AccountStore.find(handle, id).orElse(account);
    }
}
