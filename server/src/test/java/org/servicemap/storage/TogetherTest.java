package org.servicemap.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that waits at the same moment is done together, and nobody waits for others to come. */
@Timeout(120)
class TogetherTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void end() {
        goOn.countDown();
        threads.shutdownNow();
    }

    private List<Supplier<String>> work(List<Integer> pieces) {
        groups.add(pieces);
        if (groups.size() == 1) {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (pieces.contains(13)) {
            throw new IllegalArgumentException("all of them");
        }
        return pieces.stream()
                .map(piece -> (Supplier<String>) () -> {
                    if (piece < 0) {
                        throw new IllegalArgumentException("piece " + piece);
                    }
                    return "done " + piece;
                })
                .toList();
    }

    /** The first works until the others wait; answers what came of all. */
    private List<CompletableFuture<String>> comeWhileOneWorks(Together<Integer, String> together, int... pieces)
            throws InterruptedException {
        List<CompletableFuture<String>> all = new ArrayList<>();
        all.add(CompletableFuture.supplyAsync(() -> together.outcome(0), threads));
        begun.await();
        for (int piece : pieces) {
            int before = together.waiting();
            all.add(CompletableFuture.supplyAsync(() -> together.outcome(piece), threads));
            while (together.waiting() == before) {
                Thread.onSpinWait();
            }
        }
        goOn.countDown();
        return all;
    }

    @Test
    void whoComesAloneIsDoneAtOnceAndAlone() {
        goOn.countDown();
        Together<Integer, String> together = new Together<>(1, 10, this::work);
        assertThat(together.outcome(1)).isEqualTo("done 1");
        assertThat(together.outcome(2)).isEqualTo("done 2");
        assertThat(groups).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whoComesMeanwhileIsOfTheNextGroup() throws InterruptedException {
        List<CompletableFuture<String>> all = comeWhileOneWorks(new Together<>(1, 10, this::work), 1, 2, 3);
        assertThat(all.stream().map(CompletableFuture::join)).containsExactly("done 0", "done 1", "done 2", "done 3");
        assertThat(groups).containsExactly(List.of(0), List.of(1, 2, 3));
    }

    @Test
    void aGroupHasNoMoreThanAllowed() throws InterruptedException {
        List<CompletableFuture<String>> all = comeWhileOneWorks(new Together<>(1, 2, this::work), 1, 2, 3);
        all.forEach(CompletableFuture::join);
        assertThat(groups).containsExactly(List.of(0), List.of(1, 2), List.of(3));
    }

    @Test
    void oneThatFailsInTheEndFailsAlone() throws InterruptedException {
        List<CompletableFuture<String>> all = comeWhileOneWorks(new Together<>(1, 10, this::work), 1, -2, 3);
        assertThat(all.get(1).join()).isEqualTo("done 1");
        assertThat(all.get(3).join()).isEqualTo("done 3");
        assertThatThrownBy(() -> all.get(2).join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("piece -2");
    }

    @Test
    void workThatThrowsFailsForItsGroupAndNobodyElse() throws InterruptedException {
        Together<Integer, String> together = new Together<>(1, 2, this::work);
        List<CompletableFuture<String>> all = comeWhileOneWorks(together, 1, 13, 3);
        assertThatThrownBy(() -> all.get(1).join()).hasMessageContaining("all of them");
        assertThatThrownBy(() -> all.get(2).join()).hasMessageContaining("all of them");
        assertThat(all.get(3).join()).isEqualTo("done 3");
        assertThat(together.outcome(4)).isEqualTo("done 4");
    }

    @Test
    void withTwoPlacesTheSecondDoesNotWaitForTheFirst() throws Exception {
        Together<Integer, String> together = new Together<>(2, 10, this::work);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> together.outcome(0), threads);
        begun.await();
        assertThat(together.outcome(1)).isEqualTo("done 1");
        assertThat(first).isNotDone();
        goOn.countDown();
        assertThat(first.join()).isEqualTo("done 0");
    }

    @Test
    void underLoadEveryPieceIsDoneOnce() {
        goOn.countDown();
        Together<Integer, String> together = new Together<>(2, 7, this::work);
        List<CompletableFuture<String>> all = IntStream.range(100, 2100)
                .mapToObj(piece -> CompletableFuture.supplyAsync(() -> together.outcome(piece), threads))
                .toList();
        assertThat(all.stream().map(each -> each.orTimeout(60, TimeUnit.SECONDS).join()))
                .hasSize(2000)
                .doesNotHaveDuplicates();
        assertThat(groups.stream().flatMap(List::stream)).hasSize(2000).doesNotHaveDuplicates();
    }
}
