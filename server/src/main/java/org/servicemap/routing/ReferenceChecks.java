package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.Condition;
import org.servicemap.routing.rules.Mark;
import org.servicemap.routing.rules.Problem;
import org.servicemap.routing.rules.Rule;
import org.servicemap.routing.rules.RuleBook;
import org.servicemap.routing.rules.UnitRef;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Hotline;
import org.servicemap.units.Unit;

/** Finds what rules refer to and is not there. */
final class ReferenceChecks {
    private final RoutingContext context;
    private final CategoryTree categories;
    private final Set<String> units;
    private final Set<String> hotlines;
    private final Set<String> flags;
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable String rule;

    private ReferenceChecks(RoutingContext context) {
        this.context = context;
        categories = new CategoryTree(context.tables().categories());
        units = context.tables().units().stream().map(Unit::code).collect(Collectors.toSet());
        hotlines = context.tables().hotlines().stream().map(Hotline::code).collect(Collectors.toSet());
        flags = context.terms().flags().keySet();
    }

    static List<Problem> of(RuleBook book, RoutingContext context) {
        ReferenceChecks checks = new ReferenceChecks(context);
        book.rules().forEach(checks::rule);
        return checks.problems;
    }

    private void rule(Rule checked) {
        rule = checked.id();
        condition(checked.when());
        if (checked.to() != null) {
            reference(checked.to());
        }
        checked.copies().forEach(this::reference);
        checked.assistants().forEach(this::reference);
        if (checked.divert() != null) {
            term(
                    "diversion",
                    "分流方式",
                    checked.divert(),
                    context.terms().diversions().keySet(),
                    checked.markOf("divert"));
        }
        if (checked.urgency() != null) {
            term(
                    "urgency",
                    "紧急程度",
                    checked.urgency(),
                    context.terms().urgencyClasses().keySet(),
                    checked.markOf("urgency"));
        }
    }

    private void condition(Condition condition) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(this::condition);
        } else if (condition instanceof Condition.Any any) {
            any.parts().forEach(this::condition);
        } else if (condition instanceof Condition.Not not) {
            condition(not.part());
        } else if (condition instanceof Condition.Leaf leaf) {
            check(leaf);
        }
    }

    private void check(Condition.Leaf leaf) {
        Check check = leaf.check();
        if (check instanceof Check.InCategory in) {
            in.codes().stream()
                    .filter(code -> categories.find(code).isEmpty())
                    .forEach(code -> missing("category", "分类", code, leaf.markOf(code)));
        } else if (check instanceof Check.HasFlag has) {
            has.flags().forEach(flag -> term("flag", "标记", flag, flags, leaf.markOf(flag)));
        } else if (check instanceof Check.InArea in) {
            area(in, leaf);
        } else if (check instanceof Check.InOverlay in) {
            overlay(in, leaf);
        } else if (check instanceof Check.OneOf oneOf) {
            oneOf.values().forEach(value -> fieldValue(oneOf.field(), value, leaf.markOf(value)));
        }
    }

    private void area(Check.InArea check, Condition.Leaf leaf) {
        if (level(check.level(), leaf.mark())) {
            check.codes().stream()
                    .filter(code -> !context.territory().hasArea(check.level(), code))
                    .forEach(code -> missing("area", check.level() + " 区域", code, leaf.markOf(code)));
        }
    }

    private void overlay(Check.InOverlay check, Condition.Leaf leaf) {
        if (layer(check.layer(), leaf.mark())) {
            check.features().stream()
                    .filter(code -> !context.territory().hasOverlayFeature(check.layer(), code))
                    .forEach(code -> missing("overlay_feature", check.layer() + " 图层要素", code, leaf.markOf(code)));
        }
    }

    private void fieldValue(Check.Field field, String value, Mark mark) {
        switch (field) {
            case CHANNEL ->
                term("channel", "渠道", value, context.terms().channels().keySet(), mark);
            case HOTLINE -> term("hotline", "热线", value, hotlines, mark);
            case URGENCY ->
                term("urgency", "紧急程度", value, context.terms().urgencyClasses().keySet(), mark);
            case KIND ->
                term("kind", "诉求类型", value, context.terms().requestKinds().keySet(), mark);
        }
    }

    private void reference(UnitRef ref) {
        switch (ref.form()) {
            case UNIT -> {
                if (!units.contains(ref.value())) {
                    missing("unit", "单位", ref.value(), ref.mark());
                }
            }
            case AREA -> {
                if (level(ref.value(), ref.mark())) {
                    role(
                            ref,
                            context.tables().units().stream()
                                    .filter(unit -> ref.value().equals(unit.level()))
                                    .toList());
                }
            }
            case OVERLAY -> {
                if (layer(ref.value(), ref.mark())) {
                    role(
                            ref,
                            context.tables().units().stream()
                                    .filter(unit -> ref.value().equals(unit.overlay()))
                                    .toList());
                }
            }
        }
    }

    private void role(UnitRef ref, List<Unit> there) {
        if (ref.role() != null && there.stream().noneMatch(unit -> ref.role().equals(unit.role()))) {
            missing("role", ref.value() + " 单位角色", ref.role(), ref.mark());
        }
        if (there.isEmpty()) {
            missing("unit", "负责单位：", ref.value(), ref.mark());
        }
    }

    private boolean level(String id, Mark mark) {
        return context.territory().hasLevel(id) || missing("level", "层级", id, mark);
    }

    private boolean layer(String id, Mark mark) {
        return context.territory().hasOverlay(id) || missing("overlay", "专题图层", id, mark);
    }

    private void term(String what, String zh, String value, Collection<String> known, Mark mark) {
        if (!known.isEmpty() && !known.contains(value)) {
            missing(what, zh, value, mark);
        }
    }

    private boolean missing(String what, String zh, String value, Mark mark) {
        String en = "there is no " + what.replace('_', ' ') + " «" + value + "»";
        problems.add(Problem.of("unknown_" + what, mark, rule, "没有" + zh + " " + value, en));
        return false;
    }
}
