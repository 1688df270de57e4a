package org.servicemap.wardens;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.areas.City;

/** Phone numbers of wardens, by which their staff reach them: kept sealed, shown masked, opened one by one. Nobody logs in by them. Thread-safe. */
final class WardenPhones {
    private final PersonalCipher cipher;
    private final Supplier<City> city;

    WardenPhones(PersonalCipher cipher, Supplier<City> city) {
        this.cipher = cipher;
        this.city = city;
    }

    /** How numbers are written in the city. */
    PhoneFormat format() {
        return city.get().process().get("phone") instanceof Map<?, ?> block
                ? PhoneFormat.of(keyed(block))
                : PhoneFormat.PLAIN;
    }

    private static Map<String, Object> keyed(Map<?, ?> block) {
        Map<String, Object> keyed = new LinkedHashMap<>();
        block.forEach((key, value) -> keyed.put(String.valueOf(key), value));
        return keyed;
    }

    Map<Long, PhoneNumber> find(Handle handle, Collection<Long> accounts) {
        Map<Long, PhoneNumber> found = new HashMap<>();
        handle.createQuery("SELECT account, phone FROM warden_contacts WHERE account = ANY(:accounts)")
                .bindArray("accounts", Long.class, accounts.toArray())
                .map((rs, context) -> Map.entry(rs.getLong("account"), rs.getBytes("phone")))
                .forEach(row -> found.put(row.getKey(), open(row.getKey(), row.getValue())));
        return found;
    }

    Optional<String> national(Handle handle, long account) {
        return Optional.ofNullable(find(handle, List.of(account)).get(account)).map(format()::national);
    }

    private PhoneNumber open(long account, byte[] sealed) {
        return new PhoneNumber(cipher.open(Objects.requireNonNull(sealed), context(account)));
    }

    void keep(Handle handle, long account, PhoneNumber phone) {
        handle.createUpdate("""
                        INSERT INTO warden_contacts (account, phone) VALUES (:account, :phone)
                        ON CONFLICT (account) DO UPDATE SET phone = excluded.phone, changed_at = clock_timestamp()
                        """)
                .bind("account", account)
                .bind("phone", cipher.seal(phone.value(), context(account)))
                .execute();
    }

    private static String context(long account) {
        return "warden.phone." + account;
    }

    /** Of those who are locked, or no wardens any more. */
    static int sweep(Handle handle) {
        return handle.execute(
                "DELETE FROM warden_contacts c USING accounts a WHERE a.id = c.account AND (a.locked OR NOT 'warden' = ANY(a.roles))");
    }
}
