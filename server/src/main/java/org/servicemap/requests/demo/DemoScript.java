package org.servicemap.requests.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.ClockRule;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.Party;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.requests.lifecycle.Suggestions;

/** What people do with one request, drawn from its seed. Each part ends early when the year is over. */
final class DemoScript {
    private static final Duration DAY = Duration.ofDays(1);

    private final DemoRun run;
    private final DemoOffice office;
    private final DemoFiling filing;
    private final DemoRoute route;
    private final SplittableRandom random;

    DemoScript(DemoRun run, DemoOffice office, DemoFiling filing, DemoRoute route) {
        this.run = run;
        this.office = office;
        this.filing = filing;
        this.route = route;
        random = Seeds.random(filing.seed(), 10);
    }

    void play() {
        begin();
        if (run.state() == State.RECEIVED && run.pass(chance(0.1) ? minutes(600, 8000) : minutes(4, 150))) {
            leaveQueue();
        }
        if (run.state() == State.DISPATCHED && chance(0.015) && run.pass(minutes(20, 400))) {
            take(Action.WITHDRAW, text(Input.REASON, "withdraw"), DemoAuthor.PETITIONER);
        }
        if (run.state() == State.DISPATCHED) {
            work();
        }
    }

    /** What the platform does at once. */
    void begin() {
        if (!route.queued() && route.diversion() != null) {
            divert(DemoAuthor.SYSTEM);
        } else if (!route.queued() && route.unit() != null) {
            dispatch(DemoAuthor.SYSTEM);
        }
    }

    private void divert(DemoAuthor author) {
        take(Action.DIVERT, input().text(Input.DIVERSION, route.diversion()), author);
    }

    private void dispatch(DemoAuthor author) {
        take(
                Action.DISPATCH,
                input().text(Input.UNIT, route.unit())
                        .until(author == DemoAuthor.SYSTEM ? route.deadline() : null)
                        .list(Input.COPIES, route.copies())
                        .list(Input.UNITS, route.assistants()),
                author);
    }

    private void leaveQueue() {
        if (run.facts().text(Field.CATEGORY) == null) {
            take(Action.CORRECT, input().text(Input.CATEGORY, filing.category()), DemoAuthor.DISPATCHER);
        }
        if (route.unit() != null) {
            dispatch(DemoAuthor.DISPATCHER);
        } else if (route.diversion() != null) {
            divert(DemoAuthor.DISPATCHER);
        } else {
            take(Action.ANSWER, answer(), DemoAuthor.OPERATOR);
        }
    }

    private void work() {
        if (chance(0.03) && !dispute()) {
            return;
        }
        UnitStyle style = style();
        if (!run.pass(minutes(10, 60 + (int) (900 * style.pace())))) {
            return;
        }
        take(Action.ACCEPT, input(), lead());
        if (!begin(style) || !detours()) {
            return;
        }
        if (!run.until(handledAt(style))) {
            pressed();
            return;
        }
        pressed();
        handle(style);
        callBack();
    }

    /** The duty is disputed and decided; whether the year goes on. */
    private boolean dispute() {
        Instant window = run.dueOf(ClockRule.DISPUTE_WINDOW);
        Instant at = run.time().plus(minutes(30, 500));
        if (window != null && at.isAfter(window)) {
            return true;
        }
        if (!run.until(at)) {
            return false;
        }
        take(Action.DISPUTE, text(Input.REASON, "dispute"), lead());
        if (!run.pass(minutes(90, 1600))) {
            return false;
        }
        String other = other();
        if (other == null || chance(0.55)) {
            take(Action.UPHOLD, text(Input.REASON, "uphold"), DemoAuthor.DISPATCHER);
        } else {
            take(Action.REDIRECT, text(Input.REASON, "redirect").text(Input.UNIT, other), DemoAuthor.SUPERVISOR);
        }
        return true;
    }

    private boolean begin(UnitStyle style) {
        if (chance(style.contact())) {
            if (!run.pass(minutes(10, 60 + (int) (700 * style.pace())))) {
                return false;
            }
            take(Action.CONTACT, text(Input.TEXT, "contact"), lead());
        }
        if (chance(0.03)) {
            if (!run.pass(minutes(60, 2000))) {
                return false;
            }
            take(Action.ADD_FACTS, text(Input.TEXT, "add_facts"), DemoAuthor.PETITIONER);
        }
        return true;
    }

    /** Other units, more time, or a long rest; whether the year goes on. */
    private boolean detours() {
        double at = random.nextDouble();
        if (at < 0.02) {
            return whistle();
        }
        if (at < 0.035) {
            return assistance();
        }
        if (at < 0.065) {
            return extension();
        }
        return at >= 0.072 || suspension();
    }

    private boolean whistle() {
        String summoned = other();
        if (!run.lifecycle().rules().whistle() || summoned == null) {
            return true;
        }
        take(Action.WHISTLE, text(Input.REASON, "whistle").list(Input.UNITS, List.of(summoned)), lead());
        if (!run.pass(minutes(60, 1700))) {
            return false;
        }
        if (chance(0.88)) {
            take(Action.REPORT_IN, text(Input.TEXT, "report_in"), DemoAuthor.party(Actor.WHISTLED, summoned));
        } else {
            take(Action.DECLINE_WHISTLE, text(Input.REASON, "decline"), DemoAuthor.party(Actor.WHISTLED, summoned));
        }
        return run.pass(minutes(30, 600)) && appraise(summoned);
    }

    private boolean appraise(String summoned) {
        take(Action.APPRAISE, input().text(Input.UNIT, summoned).number(Input.SCORE, score()), lead());
        take(
                Action.APPRAISE,
                input().text(Input.UNIT, run.unit()).number(Input.SCORE, score()),
                DemoAuthor.party(Actor.WHISTLED, summoned));
        return true;
    }

    private long score() {
        return 3 + random.nextInt(3);
    }

    private boolean assistance() {
        String helper = other();
        if (helper == null
                || run.situation().findParty(helper, Party.Role.ASSISTANT).isPresent()) {
            return true;
        }
        take(
                Action.ASK_ASSISTANCE,
                text(Input.REASON, "assistance")
                        .list(Input.UNITS, List.of(helper))
                        .until(run.time().plus(DAY.multipliedBy(2))),
                lead());
        if (!run.pass(minutes(200, 2800))) {
            return false;
        }
        take(Action.ASSIST, text(Input.TEXT, "assist"), DemoAuthor.party(Actor.ASSISTANT, helper));
        return true;
    }

    private boolean extension() {
        Instant deadline = run.facts().instant(Field.DEADLINE);
        if (deadline == null || !run.pass(minutes(200, 1500))) {
            return deadline == null;
        }
        // Who is late already asks from today: what was asked for must not have passed when a supervisor decides.
        Instant from = deadline.isAfter(run.time()) ? deadline : run.time();
        take(
                Action.ASK_EXTENSION,
                text(Input.REASON, "extension").until(from.plus(DAY.multipliedBy(2 + random.nextInt(8)))),
                lead());
        if (!run.pass(minutes(60, 1200))) {
            return false;
        }
        if (chance(0.8)) {
            take(Action.GRANT_EXTENSION, input(), DemoAuthor.SUPERVISOR);
        } else {
            take(Action.REFUSE_EXTENSION, text(Input.REASON, "refuse_extension"), DemoAuthor.SUPERVISOR);
        }
        return true;
    }

    private boolean suspension() {
        Instant review = run.time().plus(DAY.multipliedBy(20 + random.nextInt(100)));
        take(Action.SUSPEND, text(Input.REASON, "suspend").until(review), DemoAuthor.SUPERVISOR);
        if (!run.until(review.minus(minutes(0, 3 * 1440)))) {
            return false;
        }
        take(Action.RESUME, text(Input.REASON, "resume"), DemoAuthor.SUPERVISOR);
        return true;
    }

    /** Most within the limit, some after it, by the unit's way of working. */
    private Instant handledAt(UnitStyle style) {
        Instant deadline = run.facts().instant(Field.DEADLINE);
        Instant start = run.time();
        Duration left =
                deadline == null || !deadline.isAfter(start) ? Duration.ofHours(20) : Duration.between(start, deadline);
        double share = chance(style.late())
                ? 1.05 + 0.9 * random.nextDouble()
                : 0.04 + 0.92 * Math.pow(random.nextDouble(), 1.6 - style.pace());
        return start.plusMillis((long) (left.toMillis() * share));
    }

    /** Who is late may be pressed, and the petitioner called all the same. */
    private void pressed() {
        if (!run.facts().flag(Field.OVERDUE) || !run.state().isWork()) {
            return;
        }
        if (chance(0.25)) {
            take(Action.SUPERVISE, text(Input.REASON, "supervise"), DemoAuthor.SUPERVISOR);
        }
        if (run.facts().flag(Field.CALLBACK_OPEN) && chance(0.3)) {
            result(run.facts().instant(Field.CONTACTED_AT) != null, false, "dissatisfied");
        }
    }

    private void handle(UnitStyle style) {
        double at = random.nextDouble();
        String wanted = at < style.solve()
                ? "solved"
                : at < style.solve() + 0.06 ? "partly_solved" : at < style.solve() + 0.14 ? "explained" : "not_solved";
        Set<String> words = run.lifecycle().rules().outcomesOf(run.facts());
        String meant = words.contains(wanted) ? wanted : adoption(wanted);
        String outcome = words.contains(meant)
                ? meant
                : words.stream().sorted().findFirst().orElseThrow();
        take(Action.HANDLE, text(Input.REPLY, "reply_" + wanted).text(Input.OUTCOME, outcome), lead());
    }

    private ActionInput.Builder answer() {
        ActionInput.Builder answer = text(Input.REPLY, "answer");
        Suggestions suggestions = run.lifecycle().rules().suggestions();
        return suggestions.include(run.facts())
                ? answer.text(
                        Input.OUTCOME,
                        suggestions.outcomes().keySet().iterator().next())
                : answer;
    }

    /** The same of a suggestion. */
    private static String adoption(String wanted) {
        return switch (wanted) {
            case "solved" -> "adopted";
            case "partly_solved" -> "partly_adopted";
            default -> "not_adopted";
        };
    }

    /** The petitioner is asked, several times if need be; not solved means back to work as often as the city says. */
    void callBack() {
        while (run.state() == State.HANDLED || run.state() == State.CALLBACK) {
            if (!run.pass(minutes(120, 2300))) {
                return;
            }
            if (chance(0.16)) {
                String why = run.lifecycle().rules().callback().unreached().stream()
                        .sorted()
                        .findFirst()
                        .orElseThrow();
                take(Action.ATTEMPT, text(Input.TEXT, "unreached").text(Input.UNREACHED, why), DemoAuthor.OPERATOR);
                continue;
            }
            asked();
            if (run.state() == State.IN_PROGRESS && !again()) {
                return;
            }
        }
    }

    private void asked() {
        UnitStyle style = style();
        boolean contacted = run.facts().instant(Field.CONTACTED_AT) != null || chance(0.7);
        boolean told = "solved".equals(run.facts().text(Field.OUTCOME));
        boolean solved = chance(told ? 0.9 : 0.3);
        double content = solved ? style.please() : 0.28;
        double at = random.nextDouble();
        result(
                contacted,
                solved,
                at < content * 0.82
                        ? "satisfied"
                        : at < content ? "basically_satisfied" : chance(0.3) ? "neutral" : "dissatisfied");
    }

    private void result(boolean contacted, boolean solved, String satisfaction) {
        String word = run.lifecycle().rules().satisfactions().contains(satisfaction)
                ? satisfaction
                : run.lifecycle().rules().satisfactions().stream()
                        .sorted()
                        .findFirst()
                        .orElseThrow();
        take(
                Action.CALL_BACK,
                input().flag(Input.CONTACTED, contacted)
                        .flag(Input.SOLVED, solved)
                        .text(Input.SATISFACTION, word),
                chance(0.8) ? DemoAuthor.OPERATOR : DemoAuthor.PETITIONER);
    }

    private boolean again() {
        if (!run.pass(minutes(600, 6000))) {
            return false;
        }
        take(Action.CONTACT, text(Input.TEXT, "contact"), lead());
        if (!run.pass(minutes(60, 4000))) {
            return false;
        }
        handle(style());
        return true;
    }

    private @Nullable String other() {
        String unit = run.unit();
        List<String> near = unit == null ? List.of() : office.neighbours().apply(unit);
        return near.isEmpty() ? null : near.get(random.nextInt(near.size()));
    }

    private UnitStyle style() {
        return UnitStyle.of(office.seed(), Objects.requireNonNullElse(run.unit(), ""));
    }

    private DemoAuthor lead() {
        return DemoAuthor.lead(run.unit());
    }

    private void take(Action action, ActionInput.Builder input, DemoAuthor author) {
        run.take(action, input.build(), author);
    }

    private static ActionInput.Builder input() {
        return ActionInput.builder();
    }

    private ActionInput.Builder text(Input input, String what) {
        return input().text(input, office.rhythm().word(what, random));
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** Most near the shorter end. */
    private Duration minutes(int least, int most) {
        double at = random.nextDouble();
        return Duration.ofSeconds((long) (60 * (least + (most - least) * at * at)));
    }
}
