package org.servicemap.accounts.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LockoutTest {
    @Test
    void growsFromHalfAMinuteToAnHour() {
        assertThat(Lockout.OF_LOGIN.after(4)).isZero();
        assertThat(Lockout.OF_LOGIN.after(5)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Lockout.OF_LOGIN.after(6)).isEqualTo(Duration.ofSeconds(60));
        assertThat(Lockout.OF_LOGIN.after(11)).isEqualTo(Duration.ofMinutes(32));
        assertThat(Lockout.OF_LOGIN.after(12)).isEqualTo(Duration.ofHours(1));
        assertThat(Lockout.OF_LOGIN.after(100_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void loginsLeadOnlyToOurOwnPages() {
        assertThat(OidcLogins.safe("/accounts?q=a")).isEqualTo("/accounts?q=a");
        for (String bad : new String[] {"//evil.example", "https://evil.example", "/\\evil", "", "x", "/a\nb"}) {
            assertThat(OidcLogins.safe(bad)).as(bad).isEqualTo("/");
        }
    }
}
