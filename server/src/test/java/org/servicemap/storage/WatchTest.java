package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {
    @Test
    void nothingThatIsThrownEndsIt() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch fourth = new CountDownLatch(4);
        try (Watch watch = new Watch("a-watch")) {
            watch.start(Duration.ZERO, Duration.ofMillis(1), () -> {
                fourth.countDown();
                switch (rounds.incrementAndGet()) {
                    case 1 -> throw new StackOverflowError();
                    case 2 -> throw new IOException("away");
                    case 3 -> throw new IllegalStateException("odd");
                    default -> {}
                }
            });
            assertThat(fourth.await(30, TimeUnit.SECONDS)).as("a fourth round").isTrue();
        }
    }

    @Test
    void aRoundThatRunsMayEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Watch watch = new Watch("a-watch");
        watch.start(Duration.ZERO, Duration.ofDays(1), () -> {
            begun.countDown();
            goOn.await();
            ended.incrementAndGet();
        });
        begun.await();
        goOn.countDown();
        watch.closeWithin(Duration.ofSeconds(30));
        assertThat(ended).hasValue(1);
    }
}
