package org.servicemap.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of work that wait at the same moment are done together, by the thread that brought one of them. Whoever finds a place to
 * work begins at once; those who come while all places are taken wait, and are the next group together. So nobody ever waits for
 * others to come. Thread-safe.
 *
 * @param <I> what a piece is
 * @param <O> what comes of it
 */
public final class Together<I, O extends @Nullable Object> {
    private final int places;
    private final int most;
    private final Function<List<I>, List<Supplier<O>>> work;
    private final Queue<Piece<I, O>> waiting = new ArrayDeque<>();
    private int working;

    /**
     * @param places groups that are done at the same time
     * @param most pieces of a group
     * @param work does a group and answers, for each piece in its place, what the thread that brought it has to do in the end: give
     *     what came of it, throw, or do it alone. When it throws, every piece of the group fails with that
     */
    public Together(int places, int most, Function<List<I>, List<Supplier<O>>> work) {
        this.places = places;
        this.most = most;
        this.work = work;
    }

    private static final class Piece<I, O extends @Nullable Object> {
        final I input;

        /** The group to be led, or an empty one when somebody else has done the piece. */
        final CompletableFuture<List<Piece<I, O>>> turn = new CompletableFuture<>();

        volatile Supplier<O> outcome = () -> {
            throw new IllegalStateException("whoever did this together with other work broke off");
        };

        Piece(I input) {
            this.input = input;
        }
    }

    /** Does a piece, alone or together with others, and answers what came of it. */
    public O outcome(I input) {
        Piece<I, O> piece = new Piece<>(input);
        List<Piece<I, O>> group = begin(piece) ? List.of(piece) : piece.turn.join();
        if (!group.isEmpty()) {
            lead(group);
        }
        return piece.outcome.get();
    }

    private synchronized boolean begin(Piece<I, O> piece) {
        if (working < places) {
            working++;
            return true;
        }
        waiting.add(piece);
        return false;
    }

    /** How many pieces wait for a place. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private void lead(List<Piece<I, O>> group) {
        try {
            List<Supplier<O>> outcomes =
                    work.apply(group.stream().map(piece -> piece.input).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).outcome = outcomes.get(i);
            }
        } catch (RuntimeException e) {
            group.forEach(piece -> piece.outcome = () -> {
                throw e;
            });
        } finally {
            passOn();
            group.forEach(piece -> piece.turn.complete(List.of()));
        }
    }

    /** The first who waits leads the next group; without any the place becomes free. */
    private synchronized void passOn() {
        List<Piece<I, O>> next = new ArrayList<>();
        for (Piece<I, O> piece = waiting.poll(); piece != null; piece = next.size() < most ? waiting.poll() : null) {
            next.add(piece);
        }
        if (next.isEmpty()) {
            working--;
        } else {
            next.get(0).turn.complete(next);
        }
    }
}
