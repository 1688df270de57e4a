package org.servicemap.requests.demo;

import java.time.Instant;
import java.util.Optional;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Lifecycle;

/** Plays what becomes of requests up to the end of the year. Every step is one that the city's rules allow. Thread-safe. */
public final class DemoLife {
    private final Lifecycle lifecycle;
    private final DemoOffice office;
    private final Instant end;

    /** @param end nothing happens afterwards */
    public DemoLife(Lifecycle lifecycle, DemoOffice office, Instant end) {
        this.lifecycle = lifecycle;
        this.office = office;
        this.end = end;
    }

    /** @param filed the facts with which it was filed */
    public DemoPlayed play(DemoFiling filing, Facts filed, DemoRoute route) {
        DemoRun run = new DemoRun(lifecycle, filed, filing.at(), end);
        new DemoScript(run, office, filing, route).play();
        return run.end();
    }

    /**
     * The life of a request that reports what an earlier one reports: a dispatcher may link it, and then it gets its answer
     * with the earlier one.
     *
     * @param parent id of the earlier one
     * @param before the earlier one's life
     */
    public DemoPlayed play(DemoFiling filing, Facts filed, DemoRoute route, long parent, DemoPlayed before) {
        Optional<DemoStep> answer = before.firstHandled();
        Instant linked = filing.at().plusSeconds(300 + Math.floorMod(filing.seed(), 3000));
        boolean links = Math.floorMod(filing.seed() >>> 7, 10) < 6
                && answer.isPresent()
                && answer.get().at().isAfter(linked)
                && linked.isBefore(end);
        if (!links || route.diversion() != null) {
            return play(filing, filed, route);
        }
        DemoRun run = new DemoRun(lifecycle, filed, filing.at(), end);
        DemoScript script = new DemoScript(run, office, filing, route);
        script.begin();
        if (run.until(linked)) {
            run.take(
                    Action.LINK,
                    ActionInput.builder().number(Input.PARENT, parent).build(),
                    DemoAuthor.DISPATCHER);
        }
        if (run.until(answer.get().at())) {
            ActionInput told = answer.get().input();
            run.take(
                    Action.FOLLOW_PARENT,
                    ActionInput.builder()
                            .text(Input.REPLY, told.text(Input.REPLY))
                            .text(Input.OUTCOME, told.text(Input.OUTCOME))
                            .text(Input.UNIT, before.unitAt(answer.get().at()))
                            .build(),
                    DemoAuthor.SYSTEM);
            script.callBack();
        }
        return run.end();
    }
}
