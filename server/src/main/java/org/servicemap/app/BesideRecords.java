package org.servicemap.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.requests.PersonalRecords;

/** What several parts of the program keep of a person, as one. */
record BesideRecords(List<PersonalRecords> parts) implements PersonalRecords {
    @Override
    public int count(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return parts.stream()
                .mapToInt(part -> part.count(handle, phones, accounts))
                .sum();
    }

    @Override
    public List<String> open(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return parts.stream()
                .flatMap(part -> part.open(handle, phones, accounts).stream())
                .toList();
    }

    @Override
    public List<Map<String, Object>> copy(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        List<Map<String, Object>> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(part.copy(handle, phones, accounts)));
        return all;
    }

    @Override
    public int erase(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return parts.stream()
                .mapToInt(part -> part.erase(handle, phones, accounts))
                .sum();
    }

    @Override
    public int forgetBefore(Handle handle, Instant before, int limit) {
        return parts.stream()
                .mapToInt(part -> part.forgetBefore(handle, before, limit))
                .sum();
    }
}
