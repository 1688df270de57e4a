package org.servicemap.requests;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.Writes;

/** The petitioners whom filings of one transaction may mean, read at once: by phone, without accounts. For one thread. */
final class KnownPetitioners {
    private final Petitioners petitioners;
    private final Map<ByteBuffer, List<Petitioners.Person>> byPhone = new HashMap<>();

    private KnownPetitioners(Petitioners petitioners) {
        this.petitioners = petitioners;
    }

    static KnownPetitioners read(Handle handle, Petitioners petitioners, List<Filing> filings) {
        KnownPetitioners known = new KnownPetitioners(petitioners);
        List<byte[]> indexes = filings.stream()
                .map(filing -> known.index(filing.contact()))
                .filter(Objects::nonNull)
                .map(ByteBuffer::array)
                .toList();
        if (!indexes.isEmpty()) {
            petitioners.withPhones(handle, indexes).forEach(known::add);
        }
        return known;
    }

    private @Nullable ByteBuffer index(@Nullable Contact contact) {
        byte[] index = contact == null ? null : petitioners.phoneIndex(contact.phone());
        return index == null ? null : ByteBuffer.wrap(index);
    }

    /** As {@link Petitioners#keep}; whoever is new is known to others of the transaction after {@link #add}. */
    Petitioners.@Nullable Person keep(Writes writes, Filing filing) {
        if (filing.isAnonymous()) {
            return null;
        }
        Contact contact = IntakeWriting.contactOf(filing);
        return byPhone.getOrDefault(index(contact), List.of()).stream()
                .filter(person -> petitioners.same(person.contact(), contact))
                .findFirst()
                .orElseGet(() -> petitioners.add(writes, contact, null));
    }

    void add(Petitioners.@Nullable Person person) {
        ByteBuffer index = person == null ? null : index(person.contact());
        if (person != null && index != null) {
            byPhone.computeIfAbsent(index, key -> new ArrayList<>()).add(person);
        }
    }
}
