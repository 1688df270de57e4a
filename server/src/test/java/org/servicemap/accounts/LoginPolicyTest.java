package org.servicemap.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.http.Role;

/** What a session must do first: the demo's published passwords serve in demo mode only. */
class LoginPolicyTest {
    private static final LoginPolicy IN_DEMO = new LoginPolicy(() -> true, true);
    private static final LoginPolicy IN_EARNEST = new LoginPolicy(() -> false, true);
    private static final LoginPolicy WITHOUT_FACTOR = new LoginPolicy(() -> false, false);

    private static Account account(boolean expired, boolean demo, boolean factor) {
        return new Account(
                1,
                AccountKind.STAFF,
                "ann",
                "Ann",
                Set.of(Role.HANDLER),
                "S001",
                null,
                null,
                List.of(),
                Set.of(),
                expired,
                demo,
                false,
                factor,
                1,
                Instant.EPOCH);
    }

    @Test
    void publishedPasswordsMustBeChangedOutsideTheDemo() {
        Account demo = account(false, true, true);
        assertThat(IN_DEMO.duties(demo, LoginMethod.PASSWORD)).isEmpty();
        assertThat(IN_EARNEST.duties(demo, LoginMethod.PASSWORD)).containsExactly(Duty.CHANGE_PASSWORD);
        assertThat(IN_EARNEST.duties(demo, LoginMethod.SECOND_FACTOR)).containsExactly(Duty.CHANGE_PASSWORD);
        assertThat(IN_EARNEST.duties(account(false, false, true), LoginMethod.PASSWORD))
                .isEmpty();
    }

    @Test
    void oneTimePasswordsMustBeChangedEverywhere() {
        assertThat(IN_DEMO.duties(account(true, false, true), LoginMethod.PASSWORD))
                .containsExactly(Duty.CHANGE_PASSWORD);
    }

    @Test
    void whoComesByPasswordNeedsASecondFactorOutsideTheDemo() {
        Account without = account(false, false, false);
        assertThat(IN_DEMO.duties(without, LoginMethod.PASSWORD)).isEmpty();
        assertThat(IN_EARNEST.duties(without, LoginMethod.PASSWORD)).containsExactly(Duty.ENROL_SECOND_FACTOR);
        assertThat(WITHOUT_FACTOR.duties(without, LoginMethod.PASSWORD)).isEmpty();
        assertThat(IN_EARNEST.duties(without, LoginMethod.OIDC)).isEmpty();
        assertThat(IN_EARNEST.duties(account(false, true, false), LoginMethod.CODE))
                .isEmpty();
    }
}
