package org.servicemap.requests;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.requests.demo.DemoFiling;
import org.servicemap.requests.demo.DemoPerson;
import org.servicemap.requests.demo.DemoRhythm;
import org.servicemap.storage.CopyRow;
import org.servicemap.storage.Database;

/** Writes invented petitioners, sealed like real ones; one who is there already is left as is. Thread-safe. */
final class DemoPetitioners {
    private static final List<String> COLUMNS = List.of("id", "kind", "name", "phone", "address", "phone_index");
    /** Below the milliseconds of an id. */
    private static final int ID_BITS = 22;

    private final PersonalCipher cipher;
    private final BlindIndex index;
    private final Supplier<PhoneFormat> phones;
    private final DemoRhythm rhythm;
    private final long seed;
    /** Whom this process has written: most petitioners of a day are there since an earlier one. */
    private final BitSet written = new BitSet();

    DemoPetitioners(
            PersonalCipher cipher, BlindIndex index, Supplier<PhoneFormat> phones, DemoRhythm rhythm, long seed) {
        this.cipher = cipher;
        this.index = index;
        this.phones = phones;
        this.rhythm = rhythm;
        this.seed = seed;
    }

    /** Ids of the first days of 2020, which no real petitioner has. */
    static long idOf(long number) {
        return (number + 1) << ID_BITS;
    }

    /**
     * Makes sure that all who file are there. In a transaction of its own: two servers that load neighbouring days share many
     * petitioners and would wait for each other until the end of the day; and whoever is left over by a crash is needed again
     * when the day is loaded anew.
     */
    void write(Database database, List<DemoFiling> filings) {
        SortedMap<Long, @Nullable String> missing = missing(filings);
        if (missing.isEmpty()) {
            return;
        }
        try (Handle handle = database.jdbi().open()) {
            handle.useTransaction(own -> write(database, own, missing));
        }
        synchronized (written) {
            missing.keySet().forEach(number -> written.set(Math.toIntExact(number)));
        }
    }

    private SortedMap<Long, @Nullable String> missing(List<DemoFiling> filings) {
        SortedMap<Long, @Nullable String> missing = new TreeMap<>();
        synchronized (written) {
            for (DemoFiling filing : filings) {
                if (filing.petitioner() >= 0 && !written.get(Math.toIntExact(filing.petitioner()))) {
                    missing.putIfAbsent(filing.petitioner(), filing.address());
                }
            }
        }
        return missing;
    }

    private void write(Database database, Handle handle, SortedMap<Long, @Nullable String> people) {
        handle.execute("CREATE TEMP TABLE IF NOT EXISTS demo_petitioners (LIKE petitioners INCLUDING DEFAULTS)"
                + " ON COMMIT DELETE ROWS");
        database.copyIn(handle, "demo_petitioners", COLUMNS, people.entrySet(), this::person);
        handle.execute("INSERT INTO petitioners SELECT * FROM demo_petitioners ORDER BY id ON CONFLICT DO NOTHING");
    }

    private void person(Map.Entry<Long, @Nullable String> entry, CopyRow columns) {
        PhoneFormat format = phones.get();
        String area = format.area().isEmpty() ? "" : format.trunk() + format.area();
        DemoPerson person = DemoPerson.of(rhythm, seed, area, entry.getKey());
        String address = entry.getValue();
        columns.int8(idOf(entry.getKey()))
                .text(person.enterprise() ? "enterprise" : "resident")
                .bytes(cipher.seal(person.name(), "petitioner.name"))
                .bytes(cipher.seal(person.phone(), "petitioner.phone"))
                .bytes(address == null ? null : cipher.seal(address, "petitioner.address"))
                .bytes(index.of("phone", normal(format, person.phone())));
    }

    private static String normal(PhoneFormat format, String phone) {
        return format.parse(phone).map(PhoneNumber::value).orElse(phone);
    }
}
