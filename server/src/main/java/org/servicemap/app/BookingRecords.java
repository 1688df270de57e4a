package org.servicemap.app;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.appointments.KeptBookings;
import org.servicemap.requests.PersonalRecords;

/** What bookings keep of a person, for whoever hands it out or gives it up. */
record BookingRecords(KeptBookings kept) implements PersonalRecords {
    @Override
    public int count(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return kept.count(handle, phones);
    }

    @Override
    public List<String> open(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return kept.open(handle, phones);
    }

    @Override
    public List<Map<String, Object>> copy(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return kept.copy(handle, phones);
    }

    @Override
    public int erase(Handle handle, Collection<String> phones, Collection<Long> accounts) {
        return kept.erase(handle, phones);
    }

    @Override
    public int forgetBefore(Handle handle, Instant before, int limit) {
        return kept.forgetBefore(handle, before, limit);
    }
}
