package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.servicemap.Until;

class JobsTest {
    /** Nobody would start it again, and a job that ended so would be missed by no figure. */
    @Test
    void anErrorIsToldAndTheJobRunsAgain() throws Exception {
        CountDownLatch runs = new CountDownLatch(2);
        List<String> told = new CopyOnWriteArrayList<>();
        try (Jobs jobs = new Jobs(1)) {
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
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch quick = new CountDownLatch(3);
        CountDownLatch apart = new CountDownLatch(3);
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        try (Jobs jobs = new Jobs(2)) {
            for (int i = 0; i < 5; i++) {
                int own = i;
                jobs.everyLong(Duration.ofMillis(1), "a long one", () -> {
                    begun.add(own);
                    waitFor(release);
                });
            }
            Until.is("two long ones run, the others wait for their turn", () -> jobs.waiting() == 3);
            jobs.every(Duration.ofMillis(1), "a quick one", quick::countDown);
            jobs.everyApart(Duration.ofMillis(1), "one for itself", apart::countDown);
            assertThat(quick.await(30, TimeUnit.SECONDS)).as("a quick one runs").isTrue();
            assertThat(apart.await(30, TimeUnit.SECONDS))
                    .as("one for itself runs")
                    .isTrue();
            assertThat(begun).as("connections are left to the others").hasSize(2);
            release.countDown();
            Until.is("each has its turn", () -> begun.size() == 5);
        }
        assertThat(List.of(2, 3, 5, 6, 10, 200).stream().map(Jobs::longAtOnce)).containsExactly(1, 1, 1, 2, 3, 66);
    }

    /** Each stop of a server would last as long as it has patience, and nothing that waits for its turn begins any more. */
    @Test
    void anEndWaitsForWhatRunsOnly() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<String> ran = new CopyOnWriteArrayList<>();
        Jobs jobs = new Jobs(1);
        jobs.daily(
                ZonedDateTime.now(ZoneOffset.UTC).minusHours(1).getHour(),
                () -> ZoneOffset.UTC,
                "a daily one",
                () -> ran.add("daily"));
        jobs.everyLong(Duration.ofHours(1), "a long one", () -> {
            begun.countDown();
            waitFor(release);
            ran.add("long");
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        jobs.everyLong(Duration.ofHours(1), "one that waits", () -> ran.add("late"));
        Until.is("it waits for its turn", () -> jobs.waiting() == 1);
        Thread ending = new Thread(() -> {
            if (jobs.end(Duration.ofMinutes(1))) {
                ran.add("ended");
            }
        });
        ending.start();
        Until.is("nothing begins any more", jobs::isEnding);
        release.countDown();
        ending.join();
        assertThat(ran).containsExactly("long", "ended");
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
