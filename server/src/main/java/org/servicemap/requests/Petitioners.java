package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.accounts.personal.PhoneNumber;
import org.servicemap.storage.Database;
import org.servicemap.storage.Hex;
import org.servicemap.storage.Writes;

/**
 * The people and companies who make requests. Names, phones and addresses are sealed; a phone is found by its keyed hash.
 * Opening one is the caller's to audit. Thread-safe.
 */
final class Petitioners {
    /** As many of one phone or account are looked at: more than a person needs, few enough for one who plays with it. */
    private static final int CANDIDATES = 50;

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

    /** As the other {@code keep}, at once; answers the id. */
    long keep(Handle handle, Contact contact, @Nullable Long account) {
        Writes writes = Writes.in(handle);
        long id = keep(writes, contact, account).id();
        writes.send();
        return id;
    }

    /**
     * The one of this account, or without an account, who said the same of themselves before; else a new one. What is stored is never
     * changed by what somebody says: nobody has shown that the phone is theirs. Without any contact an account's newest is meant.
     */
    Person keep(Writes writes, Contact contact, @Nullable Long account) {
        Contact whole = whole(writes.reading(), contact, account);
        return known(writes.reading(), whole, account).orElseGet(() -> add(writes, whole, account));
    }

    /** Whoever is logged in and says only where they live is called and reached as before. */
    private Contact whole(Handle handle, Contact contact, @Nullable Long account) {
        if (account == null || contact.isEmpty() || !contact.isHomeAtMost()) {
            return contact;
        }
        return candidates(handle, contact, account).stream()
                .findFirst()
                .map(Person::contact)
                .map(known ->
                        new Contact(known.enterprise(), known.name(), known.phone(), known.email(), contact.address()))
                .orElse(contact);
    }

    private Optional<Person> known(Handle handle, Contact contact, @Nullable Long account) {
        if (account == null && !contact.canBeReached()) {
            return Optional.empty();
        }
        return candidates(handle, contact, account).stream()
                .filter(person -> contact.isEmpty() || same(person.contact(), contact))
                .findFirst();
    }

    private List<Person> candidates(Handle handle, Contact contact, @Nullable Long account) {
        return handle.createQuery("""
                        SELECT * FROM petitioners
                        WHERE account = :account OR account IS NULL AND :account::bigint IS NULL
                          AND (phone_index = :phone OR :phone::bytea IS NULL AND email_index = :email)
                        ORDER BY id DESC LIMIT :most
                        """)
                .bind("account", account)
                .bind("phone", phoneIndex(contact.phone()))
                .bind("email", emailIndex(contact.email()))
                .bind("most", CANDIDATES)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Those without an account who gave one of these phones, the newest first, at most {@value #CANDIDATES} of each. */
    List<Person> withPhones(Handle handle, Collection<byte[]> indexes) {
        return handle.createQuery("""
                        SELECT p.* FROM unnest(CAST(:phones AS bytea[])) AS k(phone) CROSS JOIN LATERAL (
                            SELECT * FROM petitioners WHERE account IS NULL AND phone_index = k.phone
                            ORDER BY id DESC LIMIT :most) AS p
                        ORDER BY p.id DESC
                        """)
                .bindArray(
                        "phones", String.class, indexes.stream().map(Hex::bytea).toArray())
                .bind("most", CANDIDATES)
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Whether somebody said of themselves what is stored of somebody. */
    boolean same(Contact stored, Contact said) {
        return normal(stored).equals(normal(said));
    }

    private Contact normal(Contact contact) {
        String email = contact.email();
        return new Contact(
                contact.enterprise(),
                contact.name(),
                contact.phone() == null ? null : normal(contact.phone()),
                email == null ? null : email.toLowerCase(Locale.ROOT),
                contact.address());
    }

    /** A new one, whoever there is already. */
    Person add(Writes writes, Contact contact, @Nullable Long account) {
        long id = database.nextId();
        writes.insert(
                "INSERT INTO petitioners (id, kind, account, name, phone, email, address, phone_index, email_index)",
                Writes.row(9),
                id,
                contact.enterprise() ? "enterprise" : "resident",
                account,
                seal(contact.name(), "name"),
                seal(contact.phone(), "phone"),
                seal(contact.email(), "email"),
                seal(contact.address(), "address"),
                phoneIndex(contact.phone()),
                emailIndex(contact.email()));
        return new Person(id, contact, account);
    }

    /** All that gave this phone, the newest first: one person may have said different things of themselves. */
    List<Long> findByPhone(Handle handle, String phone) {
        return handle.createQuery("SELECT id FROM petitioners WHERE phone_index = :phone ORDER BY id DESC LIMIT :most")
                .bind("phone", phoneIndex(phone))
                .bind("most", CANDIDATES)
                .mapTo(Long.class)
                .list();
    }

    /** All that go back to one of these phones or e-mail addresses without an account, or to one of these accounts. */
    Set<Long> findAll(Handle handle, Collection<String> phones, Collection<String> emails, Collection<Long> accounts) {
        Set<Long> found = new TreeSet<>();
        phones.forEach(phone -> found.addAll(
                ids(handle, "account IS NULL AND phone_index = :value", Objects.requireNonNull(phoneIndex(phone)))));
        emails.forEach(email -> found.addAll(
                ids(handle, "account IS NULL AND email_index = :value", Objects.requireNonNull(emailIndex(email)))));
        accounts.forEach(account -> found.addAll(ids(handle, "account = :value", account)));
        return found;
    }

    private static List<Long> ids(Handle handle, String condition, Object value) {
        return handle.createQuery("SELECT id FROM petitioners WHERE " + condition)
                .bind("value", value)
                .mapTo(Long.class)
                .list();
    }

    /** What citizens' accounts have shown to be theirs: phones and e-mail addresses that they log in with. */
    List<Contact> verified(Handle handle, Collection<Long> accounts) {
        return Accounts.contactsOf(handle, accounts).stream()
                .map(login -> {
                    String value = cipher.open(login.sealed(), "account." + login.kind());
                    boolean phone = login.kind().equals("phone");
                    return new Contact(false, null, phone ? value : null, phone ? null : value, null);
                })
                .toList();
    }

    /** Citizens' accounts that log in with this phone or e-mail address. */
    List<Long> accounts(Handle handle, Subject subject) {
        return Accounts.citizensBy(handle, phoneIndex(subject.phone()), emailIndex(subject.email()));
    }

    Optional<Person> open(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM petitioners WHERE id = :id")
                .bind("id", id)
                .map((rs, context) -> read(rs))
                .findOne();
    }

    private Person read(ResultSet rs) throws SQLException {
        Contact contact = new Contact(
                rs.getString("kind").equals("enterprise"),
                open(rs.getBytes("name"), "name"),
                open(rs.getBytes("phone"), "phone"),
                open(rs.getBytes("email"), "email"),
                open(rs.getBytes("address"), "address"));
        return new Person(rs.getLong("id"), contact, rs.getObject("account", Long.class));
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

    /** By which a phone is found; {@link RequestException} when it is none. */
    byte @Nullable [] phoneIndex(@Nullable String phone) {
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
