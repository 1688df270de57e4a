package org.servicemap.accounts.login;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.personal.KeptByAccount;
import org.servicemap.accounts.personal.PersonalCipher;

/** What is kept of where a person lives, found by account: copied and given up in the caller's transaction. Thread-safe. */
public final class KeptResidencies implements KeptByAccount {
    private final PersonalCipher cipher;

    public KeptResidencies(PersonalCipher cipher) {
        this.cipher = cipher;
    }

    /** How many there are. */
    @Override
    public int count(Handle handle, Collection<Long> accounts) {
        return handle.createQuery("SELECT count(*) FROM residencies WHERE account = ANY(:accounts)")
                .bindArray("accounts", Long.class, accounts.toArray())
                .mapTo(Integer.class)
                .one();
    }

    /** Each with name and door, where they are still kept. */
    @Override
    public List<Map<String, Object>> copy(Handle handle, Collection<Long> accounts) {
        return accounts.stream()
                .flatMap(account -> ResidencyStore.find(handle, account).stream())
                .map(each -> copy(each, Resident.open(handle, cipher, each.account())))
                .toList();
    }

    private static Map<String, Object> copy(Residencies.Residency residency, Resident who) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("residency", residency.unit());
        fields.put("status", residency.status());
        fields.put("requested_at", residency.requestedAt().toString());
        if (who.name() != null) {
            fields.put("name", who.name());
        }
        if (who.door() != null) {
            fields.put("address", who.door());
        }
        return fields;
    }

    /** Takes them away; answers how many there were. */
    @Override
    public int erase(Handle handle, Collection<Long> accounts) {
        return handle.createUpdate("DELETE FROM residencies WHERE account = ANY(:accounts)")
                .bindArray("accounts", Long.class, accounts.toArray())
                .execute();
    }

    /** Likewise what was asked, refused or ended before, and what nobody answered since; at most so many, answers how many. */
    @Override
    public int forgetBefore(Handle handle, Instant before, int limit) {
        return handle.createUpdate("""
                        DELETE FROM residencies WHERE account IN (
                            SELECT account FROM residencies
                            WHERE status <> 'confirmed' AND coalesce(decided_at, requested_at) < :before LIMIT :limit)
                        """)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .execute();
    }
}
