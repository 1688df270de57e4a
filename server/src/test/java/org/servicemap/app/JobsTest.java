package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobsTest {
    /** Nobody would start it again, and a job that ended so would be missed by no figure. */
    @Test
    void anErrorIsToldAndTheJobRunsAgain() throws Exception {
        CountDownLatch runs = new CountDownLatch(2);
        List<String> told = new CopyOnWriteArrayList<>();
        try (Jobs jobs = new Jobs()) {
            jobs.tell((name, nanos, fault) -> {
                told.add(name + " " + fault);
                runs.countDown();
            });
            jobs.every(Duration.ofMillis(1), "learning", () -> {
                throw new StackOverflowError();
            });
            assertThat(runs.await(30, TimeUnit.SECONDS)).as("a second run").isTrue();
        }
        assertThat(told).startsWith("learning java.lang.StackOverflowError", "learning java.lang.StackOverflowError");
    }

    /** A night's scan, a rebuilding of facts and the like take minutes; clocks, messages and open desks go on meanwhile. */
    @Test
    void whatLastsLongHoldsUpNothingElse() throws Exception {
        CountDownLatch begun = new CountDownLatch(5);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch quick = new CountDownLatch(3);
        try (Jobs jobs = new Jobs()) {
            for (int i = 0; i < 5; i++) {
                jobs.everyLong(Duration.ofMillis(1), "a long one", () -> {
                    begun.countDown();
                    waitFor(release);
                });
            }
            assertThat(begun.await(30, TimeUnit.SECONDS))
                    .as("all long ones run")
                    .isTrue();
            jobs.every(Duration.ofMillis(1), "a quick one", quick::countDown);
            assertThat(quick.await(30, TimeUnit.SECONDS)).as("a quick one runs").isTrue();
            release.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
