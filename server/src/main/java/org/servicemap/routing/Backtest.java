package org.servicemap.routing;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides past requests by two catalogues (or the same one over two area versions) and counts what moves from which unit to
 * which, per category and routing area. Takes the cases as they come, in constant memory but for the counts.
 */
public final class Backtest {
    private final QuickRouter before;
    private final QuickRouter after;
    private final Map<BacktestReport.Move, Long> moves = new HashMap<>();
    private long cases;
    private long moved;
    private long undecidedBefore;
    private long undecidedAfter;
    private long known;
    private long agreedBefore;
    private long agreedAfter;
    private long refused;

    private Backtest(QuickRouter before, QuickRouter after) {
        this.before = before;
        this.after = after;
    }

    /** Runs over all cases; those with a category that one of the two does not have are counted as refused. */
    public static BacktestReport run(Iterator<PastCase> cases, QuickRouter before, QuickRouter after) {
        Backtest backtest = new Backtest(before, after);
        while (cases.hasNext()) {
            backtest.add(cases.next());
        }
        return backtest.report();
    }

    private void add(PastCase past) {
        cases++;
        if (!before.knows(past) || !after.knows(past)) {
            refused++;
            return;
        }
        String from = before.target(past);
        String to = after.target(past);
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

    private BacktestReport report() {
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
