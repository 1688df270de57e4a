package org.servicemap.accounts;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What logins have to satisfy. In demo mode (the demo city was loaded, nothing in it is real) the documented passwords serve and
 * a second factor is a choice; anywhere else they must be changed, and staff who log in by password need one.
 *
 * @param demo whether this is demo mode
 * @param secondFactorRequired whether staff with a password need a second factor outside demo mode
 */
public record LoginPolicy(BooleanSupplier demo, boolean secondFactorRequired) {
    private static final Duration STAFF_IDLE = Duration.ofHours(2);
    private static final Duration STAFF_LONGEST = Duration.ofHours(12);
    private static final Duration CITIZEN_IDLE = Duration.ofDays(7);
    private static final Duration CITIZEN_LONGEST = Duration.ofDays(30);

    /** A session ends when so long nothing came. */
    static Duration idle(AccountKind kind) {
        return kind == AccountKind.CITIZEN ? CITIZEN_IDLE : STAFF_IDLE;
    }

    /** A session ends after so long, whatever came. */
    static Duration longest(AccountKind kind) {
        return kind == AccountKind.CITIZEN ? CITIZEN_LONGEST : STAFF_LONGEST;
    }

    /** What must be done first in a session that began in some way. */
    public Set<Duty> duties(Account account, LoginMethod method) {
        Set<Duty> duties = EnumSet.noneOf(Duty.class);
        boolean byPassword = method == LoginMethod.PASSWORD || method == LoginMethod.SECOND_FACTOR;
        if (byPassword && (account.passwordExpired() || account.demo() && !demo.getAsBoolean())) {
            duties.add(Duty.CHANGE_PASSWORD);
        }
        if (byPassword && secondFactorRequired && !demo.getAsBoolean() && !account.secondFactor()) {
            duties.add(Duty.ENROL_SECOND_FACTOR);
        }
        return duties;
    }
}
