package org.servicemap.requests;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** Something else that keeps persons: in memory, a visit for each phone. */
final class RecordsElsewhere implements PersonalRecords {
    /** Phones of those who have been there. */
    final Set<String> past = ConcurrentHashMap.newKeySet();
    /** Phones of those who are still to come. */
    final Set<String> coming = ConcurrentHashMap.newKeySet();

    @Override
    public int count(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return (int) phones.stream()
                .filter(phone -> past.contains(phone) || coming.contains(phone))
                .count();
    }

    @Override
    public List<String> open(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return phones.stream()
                .filter(coming::contains)
                .map(phone -> "visit of " + phone)
                .toList();
    }

    @Override
    public List<Map<String, Object>> copy(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return phones.stream()
                .filter(past::contains)
                .map(phone -> Map.<String, Object>of("contact", phone))
                .toList();
    }

    @Override
    public int erase(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        int before = past.size();
        past.removeAll(phones);
        return before - past.size();
    }

    @Override
    public int forgetBefore(Handle handle, Instant before, int limit) {
        int forgotten = past.size();
        past.clear();
        return forgotten;
    }
}
