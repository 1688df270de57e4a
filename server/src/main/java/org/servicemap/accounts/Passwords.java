package org.servicemap.accounts;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id with OWASP's first choice of parameters (19 MiB, 2 passes, 1 lane), about 60 ms a hash. So many at once as there are
 * processors: logins must not take the server's memory. Thread-safe.
 */
public final class Passwords {
    static final int SHORTEST = 12;
    private static final int LONGEST = 128;
    static final Argon2Function OWASP = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

    /** Of new hashes. Only tests, whose thousand logins are not what they test, take a cheaper one. */
    static volatile Argon2Function cost = OWASP;

    private static final Semaphore AT_ONCE =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
    /** Hash of nothing anyone knows: a login name that does not exist takes as long as one that does. Made before its first use. */
    private static final class Nobody {
        static final String HASH = hash(Secrets.token());

        private Nobody() {}
    }

    private Passwords() {}

    public static String hash(String password) {
        AT_ONCE.acquireUninterruptibly();
        try {
            return Password.hash(password).addRandomSalt(16).with(cost).getResult();
        } finally {
            AT_ONCE.release();
        }
    }

    /** Makes what the first login would otherwise wait for, so that the first unknown name takes no longer than the next. */
    public static void prepare() {
        matches("", null);
    }

    /** Whether a password belongs to a hash; takes the same time when there is no hash. */
    public static boolean matches(String password, @Nullable String hash) {
        String against = hash == null ? Nobody.HASH : hash;
        AT_ONCE.acquireUninterruptibly();
        try {
            // at what it was made with: what was kept stays right when the cost of new ones changes
            boolean right = Password.check(password, against).with(Argon2Function.getInstanceFromHash(against));
            return right && hash != null;
        } finally {
            AT_ONCE.release();
        }
    }

    /** Length counts most (NIST SP 800-63B); refuses with {@code weak_password}. */
    public static void requireStrong(String password, String login) {
        String lower = password.toLowerCase(Locale.ROOT);
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw weak("a password has " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (CommonPasswords.has(password)) {
            throw weak("this password is among the first that are tried");
        }
        if (!login.isEmpty() && lower.contains(login)) {
            throw weak("the password must not hold the login name");
        }
    }

    private static AccountException weak(String message) {
        return new AccountException(AccountErrors.WEAK_PASSWORD, message, "new_password");
    }
}
