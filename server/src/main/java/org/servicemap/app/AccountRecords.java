package org.servicemap.app;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.personal.KeptByAccount;
import org.servicemap.requests.PersonalRecords;

/** What is found by account alone, as part of what is kept of a person. None of it keeps anybody from being forgotten. */
record AccountRecords(KeptByAccount kept) implements PersonalRecords {
    @Override
    public int count(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return kept.count(handle, accounts);
    }

    @Override
    public List<String> open(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return List.of();
    }

    @Override
    public List<Map<String, Object>> copy(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return kept.copy(handle, accounts);
    }

    @Override
    public int erase(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return kept.erase(handle, accounts);
    }

    @Override
    public int forgetBefore(Handle handle, Instant before, int limit) {
        return kept.forgetBefore(handle, before, limit);
    }
}
