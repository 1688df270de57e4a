package org.servicemap.requests;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.requests.demo.DemoPerson;
import org.servicemap.requests.demo.DemoRhythm;
import org.servicemap.storage.CopyRow;
import org.servicemap.storage.Database;

/** Writes invented petitioners, sealed like real ones; one who is there already is left as is. */
final class DemoPetitioners {
    private static final List<String> COLUMNS = List.of("id", "kind", "name", "phone", "address", "phone_index");
    /** Below the milliseconds of an id. */
    private static final int ID_BITS = 22;

    private final PersonalCipher cipher;
    private final BlindIndex index;
    private final PhoneFormat phones;
    private final DemoRhythm rhythm;
    private final long seed;
    private final SortedMap<Long, @Nullable String> waiting = new TreeMap<>();

    DemoPetitioners(PersonalCipher cipher, BlindIndex index, PhoneFormat phones, DemoRhythm rhythm, long seed) {
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

    void add(long number, @Nullable String address) {
        waiting.putIfAbsent(number, address);
    }

    /** Writes those added since the last time, in the handle's transaction. */
    void write(Database database, Handle handle) {
        handle.execute("CREATE TEMP TABLE IF NOT EXISTS demo_petitioners (LIKE petitioners INCLUDING DEFAULTS)"
                + " ON COMMIT DELETE ROWS");
        Collection<Long> numbers = waiting.keySet();
        database.copyIn(handle, "demo_petitioners", COLUMNS, numbers, this::person);
        handle.execute("INSERT INTO petitioners SELECT * FROM demo_petitioners ORDER BY id ON CONFLICT DO NOTHING");
        handle.execute("TRUNCATE demo_petitioners");
        waiting.clear();
    }

    private void person(long number, CopyRow columns) {
        String area = phones.area().isEmpty() ? "" : phones.trunk() + phones.area();
        DemoPerson person = DemoPerson.of(rhythm, seed, area, number);
        String address = waiting.get(number);
        columns.int8(idOf(number))
                .text(person.enterprise() ? "enterprise" : "resident")
                .bytes(cipher.seal(person.name(), "petitioner.name"))
                .bytes(cipher.seal(person.phone(), "petitioner.phone"))
                .bytes(address == null ? null : cipher.seal(address, "petitioner.address"))
                .bytes(index.of("phone", normal(person.phone())));
    }

    private String normal(String phone) {
        return phones.parse(phone).map(PhoneNumber::value).orElse(phone);
    }
}
