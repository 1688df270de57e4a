package org.servicemap.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts what two catalogues make of past requests. Not thread-safe: each thread has its own, added up at the end. */
final class Tally {
    private final QuickRouter before;
    private final QuickRouter after;
    private final boolean samePlaces;
    private final boolean looksAtText;
    private final Map<BacktestReport.Move, Long> moves = new HashMap<>();
    private long cases;
    private long moved;
    private long undecidedBefore;
    private long undecidedAfter;
    private long known;
    private long agreedBefore;
    private long agreedAfter;
    private long refused;

    /** Takes routers of its own, which decide as those given. */
    Tally(QuickRouter before, QuickRouter after) {
        this.before = before.another();
        this.after = after.another();
        samePlaces = before.places().findsAs(after.places());
        looksAtText = before.looksAtText() || after.looksAtText();
    }

    void add(PastCase past) {
        cases++;
        int categoryBefore = before.category(past);
        int categoryAfter = after.category(past);
        if (categoryBefore < 0 || categoryAfter < 0) {
            refused++;
            return;
        }
        Located at = before.places().locate(past.point());
        String text = QuickRouter.text(past, looksAtText);
        String from = before.target(past, categoryBefore, at, text);
        String to = after.target(
                past, categoryAfter, samePlaces ? at : after.places().locate(past.point()), text);
        undecidedBefore += from == null ? 1 : 0;
        undecidedAfter += to == null ? 1 : 0;
        if (past.decided() != null) {
            known++;
            agreedBefore += past.decided().equals(from) ? 1 : 0;
            agreedAfter += past.decided().equals(to) ? 1 : 0;
        }
        if (!Objects.equals(from, to)) {
            moved++;
            moves.merge(
                    new BacktestReport.Move(past.category(), after.areaCode(), text(from), text(to)), 1L, Long::sum);
        }
    }

    private static String text(@Nullable String target) {
        return target == null ? "" : target;
    }

    void add(Tally other) {
        cases += other.cases;
        moved += other.moved;
        undecidedBefore += other.undecidedBefore;
        undecidedAfter += other.undecidedAfter;
        known += other.known;
        agreedBefore += other.agreedBefore;
        agreedAfter += other.agreedAfter;
        refused += other.refused;
        other.moves.forEach((move, count) -> moves.merge(move, count, Long::sum));
    }

    BacktestReport report() {
        return new BacktestReport(
                cases,
                refused,
                moved,
                undecidedBefore,
                undecidedAfter,
                known,
                agreedBefore,
                agreedAfter,
                BacktestReport.sorted(moves));
    }
}
