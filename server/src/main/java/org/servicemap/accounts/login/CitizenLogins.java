package org.servicemap.accounts.login;

import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.accounts.AccountException;
import org.servicemap.accounts.Accounts;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.CitizenAccounts;
import org.servicemap.accounts.LoginMethod;
import org.servicemap.accounts.Sessions;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.accounts.personal.PhoneFormat;
import org.servicemap.storage.Database;

/**
 * Logins of citizens by a code sent to their phone or mailbox; the first login makes the account. Whether there is an account
 * shows nowhere before the code is right. Thread-safe.
 */
public final class CitizenLogins {
    private final Database database;
    private final CitizenAccounts accounts;
    private final Sessions sessions;
    private final PersonalCipher cipher;
    private final BlindIndex index;
    private final Supplier<PhoneFormat> phones;
    private final CodeSender sender;

    /** @param phones how numbers are written in the city */
    public CitizenLogins(
            Database database,
            Sessions sessions,
            PersonalCipher cipher,
            BlindIndex index,
            Supplier<PhoneFormat> phones,
            CodeSender sender) {
        this.database = database;
        this.sessions = sessions;
        this.cipher = cipher;
        this.index = index;
        this.phones = phones;
        this.sender = sender;
        accounts = new CitizenAccounts(database);
    }

    /** Sends a code; answers it, for demo mode to show. */
    String sendCode(String written, String language) {
        Contact contact = Contact.parse(written, phones.get());
        return database.inTransaction(handle -> {
            String code = OneTimeCodes.make(handle, contact.kind(), foundBy(contact));
            sender.send(handle, contact.kind(), contact.value(), code, language);
            return code;
        });
    }

    private byte[] foundBy(Contact contact) {
        return index.of(contact.kind(), contact.value());
    }

    /** Logs in by a code and answers the session's token; refuses with {@code wrong_code}. */
    String logIn(String written, String code, String address) {
        Contact contact = Contact.parse(written, phones.get());
        byte[] foundBy = foundBy(contact);
        // a try counts also when it is wrong: it must not be undone with the refusal
        boolean right = database.inTransaction(handle -> OneTimeCodes.take(handle, contact.kind(), foundBy, code));
        if (!right) {
            throw new AccountException(LoginErrors.WRONG_CODE, "the code is wrong, used, or over", "code");
        }
        return database.inTransaction(handle -> begin(handle, contact, foundBy, address));
    }

    private String begin(Handle handle, Contact contact, byte[] foundBy, String address) {
        Account account = find(handle, contact, foundBy).orElseGet(() -> create(handle, contact, foundBy));
        if (account.locked()) {
            throw new AccountException(AccountErrors.LOGIN_REFUSED, "this account is locked");
        }
        Audit.record(handle, account.caller(false), address, "login", Accounts.subject(account.id()), null);
        return sessions.start(handle, account, LoginMethod.CODE, address);
    }

    private Optional<Account> find(Handle handle, Contact contact, byte[] foundBy) {
        return handle.createQuery("SELECT account FROM account_contacts WHERE kind = :kind AND found_by = :found_by")
                .bind("kind", contact.kind())
                .bind("found_by", foundBy)
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> accounts.find(handle, id));
    }

    private Account create(Handle handle, Contact contact, byte[] foundBy) {
        Account account = accounts.create(handle, contact.masked(phones.get()));
        handle.createUpdate("""
                        INSERT INTO account_contacts (kind, found_by, sealed, account)
                        VALUES (:kind, :found_by, :sealed, :account)
                        """)
                .bind("kind", contact.kind())
                .bind("found_by", foundBy)
                .bind("sealed", cipher.seal(contact.value(), "account." + contact.kind()))
                .bind("account", account.id())
                .execute();
        return account;
    }
}
