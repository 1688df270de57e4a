package org.servicemap.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsDoubleUpToTheLimitAndHalfOfThemIsChance() {
        Random random = new Random(5);
        Backoff backoff = new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(60), 12);
        long[] whole = {4, 8, 16, 32, 60, 60, 60};
        for (int attempt = 1; attempt <= whole.length; attempt++) {
            long least = Long.MAX_VALUE;
            long most = 0;
            for (int i = 0; i < 500; i++) {
                long millis = backoff.after(attempt, random).toMillis();
                least = Math.min(least, millis);
                most = Math.max(most, millis);
            }
            assertThat(least).isBetween(whole[attempt - 1] * 500, whole[attempt - 1] * 600);
            assertThat(most).isBetween(whole[attempt - 1] * 900, whole[attempt - 1] * 1000);
        }
        assertThat(backoff.after(1_000_000, random)).isLessThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(backoff.isLast(11)).isFalse();
        assertThat(backoff.isLast(12)).isTrue();
    }
}
