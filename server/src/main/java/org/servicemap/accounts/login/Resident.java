package org.servicemap.accounts.login;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.http.ErrorCode;

/**
 * Who a citizen says to be and behind which door, for the community to find in its register; stored sealed.
 *
 * @param name null where nothing is kept (any more)
 * @param door the address down to the door; null likewise
 */
record Resident(@Nullable String name, @Nullable String door) {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_DOOR = 200;

    static Resident read(String name, String door) {
        return new Resident(checked("name", name, LONGEST_NAME), checked("address", door, LONGEST_DOOR));
    }

    private static String checked(String field, String written, int most) {
        String text = written.strip();
        if (text.isEmpty() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw ErrorCode.INVALID_FIELD.problem("a line of 1 to " + most + " characters", field);
        }
        return text;
    }

    static byte[] seal(PersonalCipher cipher, long account, String what, @Nullable String value) {
        return cipher.seal(String.valueOf(value), context(account, what));
    }

    /** What is kept of an account. */
    static Resident open(Handle handle, PersonalCipher cipher, long account) {
        ResidencyStore.Sealed sealed = ResidencyStore.sealed(handle, account).orElse(null);
        return sealed == null
                ? new Resident(null, null)
                : new Resident(
                        open(cipher, account, "person", sealed.person()), open(cipher, account, "door", sealed.door()));
    }

    private static @Nullable String open(PersonalCipher cipher, long account, String what, byte @Nullable [] sealed) {
        return sealed == null ? null : cipher.open(sealed, context(account, what));
    }

    /** Bound to the account: one row's does not open in another. */
    private static String context(long account, String what) {
        return "residency." + what + "/" + account;
    }
}
