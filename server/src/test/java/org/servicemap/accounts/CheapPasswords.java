package org.servicemap.accounts;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Argon2id at the least cost, for every test: they log in a thousand times. {@link PasswordsTest} tests the real one. */
public final class CheapPasswords implements BeforeAllCallback {
    static final Argon2Function COST = Argon2Function.getInstance(64, 1, 1, 32, Argon2.ID);

    @Override
    public void beforeAll(ExtensionContext context) {
        Passwords.cost = COST;
    }
}
