package org.servicemap.appointments;

import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Secrets;
import org.servicemap.http.Caller;

/**
 * Who books.
 *
 * @param source citizen, operator, walk_in, waitlist or offer
 * @param holder what holds are counted by: the account, else the network
 * @param by as it stands in the history
 */
record Author(String source, @Nullable Long account, String holder, String by) {
    static final Author PROGRAM = new Author("offer", null, "program", "program");

    /** @param network of who has no account */
    static Author citizen(Caller caller, String network) {
        Long account = caller.account();
        return new Author("citizen", account, account == null ? "network:" + network : "account:" + account, "citizen");
    }

    static Author staff(String source, Caller caller) {
        return new Author(source, caller.account(), "account:" + caller.account(), "account:" + caller.account());
    }

    /** The holder as it is kept: a network address is personal data, and its hash is enough to count. */
    byte[] holderHash() {
        return Secrets.hash("holder\n" + holder);
    }
}
