package org.servicemap.requests;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.storage.Database;

/**
 * The people and companies who make requests. Names, phones and addresses are sealed; a phone is found by its keyed hash.
 * Opening one is the caller's to audit. Thread-safe.
 */
final class Petitioners {
    private final Database database;
    private final PersonalCipher cipher;
    private final BlindIndex index;
    private final Supplier<PhoneFormat> phones;

    Petitioners(Database database, PersonalCipher cipher, BlindIndex index, Supplier<PhoneFormat> phones) {
        this.database = database;
        this.cipher = cipher;
        this.index = index;
        this.phones = phones;
    }

    /** A petitioner as stored, opened. */
    record Person(long id, Contact contact, @Nullable Long account) {}

    /** The one with this account, phone or e-mail, brought up to date; else a new one. */
    long keep(Handle handle, Contact contact, @Nullable Long account) {
        Optional<Long> known = find(handle, contact, account);
        long id = known.orElseGet(database::nextId);
        var update = handle.createUpdate(known.isPresent() ? """
                UPDATE petitioners SET kind = :kind, account = coalesce(:account, account), name = coalesce(:name, name),
                    phone = coalesce(:phone, phone), email = coalesce(:email, email), address = coalesce(:address, address),
                    phone_index = coalesce(:phoneIndex, phone_index), email_index = coalesce(:emailIndex, email_index)
                WHERE id = :id
                """ : """
                INSERT INTO petitioners (id, kind, account, name, phone, email, address, phone_index, email_index)
                VALUES (:id, :kind, :account, :name, :phone, :email, :address, :phoneIndex, :emailIndex)
                """);
        update.bind("id", id)
                .bind("kind", contact.enterprise() ? "enterprise" : "resident")
                .bind("account", account)
                .bind("name", seal(contact.name(), "name"))
                .bind("phone", seal(contact.phone(), "phone"))
                .bind("email", seal(contact.email(), "email"))
                .bind("address", seal(contact.address(), "address"))
                .bind("phoneIndex", phoneIndex(contact.phone()))
                .bind("emailIndex", emailIndex(contact.email()))
                .execute();
        return id;
    }

    private Optional<Long> find(Handle handle, Contact contact, @Nullable Long account) {
        return handle.createQuery("""
                        SELECT id FROM petitioners
                        WHERE account = :account OR phone_index = :phone OR (:phone::bytea IS NULL AND email_index = :email)
                        ORDER BY account NULLS LAST, id LIMIT 1
                        """)
                .bind("account", account)
                .bind("phone", phoneIndex(contact.phone()))
                .bind("email", emailIndex(contact.email()))
                .mapTo(Long.class)
                .findOne();
    }

    /** The one with this phone or e-mail, left as it is; else a new one: for those who say nothing else of themselves. */
    long reach(Handle handle, Contact contact) {
        return find(handle, contact, null).orElseGet(() -> keep(handle, contact, null));
    }

    /** Who called before from this phone. */
    Optional<Long> findByPhone(Handle handle, String phone) {
        return handle.createQuery("SELECT id FROM petitioners WHERE phone_index = :phone ORDER BY id LIMIT 1")
                .bind("phone", phoneIndex(phone))
                .mapTo(Long.class)
                .findOne();
    }

    /** All that go back to a phone, an e-mail address or an account. */
    List<Long> findAll(Handle handle, Subject subject) {
        return handle.createQuery("""
                        SELECT id FROM petitioners WHERE phone_index = :phone OR email_index = :email OR account = :account
                        ORDER BY id
                        """)
                .bind("phone", phoneIndex(subject.phone()))
                .bind("email", emailIndex(subject.email()))
                .bind("account", subject.account())
                .mapTo(Long.class)
                .list();
    }

    /** Citizens' accounts that log in with this phone or e-mail address. */
    List<Long> accounts(Handle handle, Subject subject) {
        return Accounts.citizensBy(handle, phoneIndex(subject.phone()), emailIndex(subject.email()));
    }

    Optional<Person> open(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM petitioners WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> new Person(
                        id,
                        new Contact(
                                rs.getString("kind").equals("enterprise"),
                                open(rs.getBytes("name"), "name"),
                                open(rs.getBytes("phone"), "phone"),
                                open(rs.getBytes("email"), "email"),
                                open(rs.getBytes("address"), "address")),
                        rs.getObject("account", Long.class)))
                .findOne();
    }

    void erase(Handle handle, Collection<Long> ids) {
        ids.forEach(id -> handle.execute("DELETE FROM petitioners WHERE id = ?", id));
    }

    /** Those who were kept before an instant, have no request that is open or ended since, and follow none since. */
    List<Long> past(Handle handle, Instant before, int limit) {
        return handle.createQuery("""
                        SELECT p.id FROM petitioners p WHERE p.created_at < :before AND NOT EXISTS (
                            SELECT FROM requests r WHERE r.petitioner = p.id AND (r.ended_at IS NULL OR r.ended_at >= :before))
                          AND NOT EXISTS (SELECT FROM request_followers f WHERE f.petitioner = p.id AND f.since >= :before)
                        ORDER BY p.id LIMIT :limit
                        """)
                .bind("before", SideStore.utc(before))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    private byte @Nullable [] seal(@Nullable String value, String what) {
        return value == null ? null : cipher.seal(value, "petitioner." + what);
    }

    private @Nullable String open(byte @Nullable [] sealed, String what) {
        return sealed == null ? null : cipher.open(sealed, "petitioner." + what);
    }

    private byte @Nullable [] phoneIndex(@Nullable String phone) {
        return phone == null ? null : index.of("phone", normal(phone));
    }

    private byte @Nullable [] emailIndex(@Nullable String email) {
        return email == null ? null : index.of("email", email.toLowerCase(Locale.ROOT));
    }

    /** One form for every writing of a number, so that it is found again. */
    String normal(String phone) {
        return phones.get()
                .parse(phone)
                .map(PhoneNumber::value)
                .orElseThrow(() ->
                        new RequestException(RequestException.BAD_FIELD, "contact.phone", "this is no phone number"));
    }
}
