package org.servicemap.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A condition over numbered atoms, kept simple: constants only at the top, no nested conjunctions in conjunctions. Equal
 * conditions written alike are equal, which is what the proof's memory rests on.
 */
sealed interface Expr {
    Expr TRUE = new Constant(true);
    Expr FALSE = new Constant(false);

    /** The truth of each atom. */
    interface Truths {
        boolean of(int atom);
    }

    /** What is known of each atom: 1 true, 0 false, −1 open. */
    interface Known {
        int of(int atom);
    }

    boolean test(Truths truths);

    /** The condition that is left when what is known is put in. */
    Expr reduce(Known known);

    void eachAtom(IntConsumer sink);

    /** Always or never. */
    record Constant(boolean value) implements Expr {
        @Override
        public boolean test(Truths truths) {
            return value;
        }

        @Override
        public Expr reduce(Known known) {
            return this;
        }

        @Override
        public void eachAtom(IntConsumer sink) {}
    }

    /** One atom. */
    record Atom(int number) implements Expr {
        @Override
        public boolean test(Truths truths) {
            return truths.of(number);
        }

        @Override
        public Expr reduce(Known known) {
            int value = known.of(number);
            return value < 0 ? this : constant(value == 1);
        }

        @Override
        public void eachAtom(IntConsumer sink) {
            sink.accept(number);
        }
    }

    /** Not. */
    record Not(Expr part) implements Expr {
        @Override
        public boolean test(Truths truths) {
            return !part.test(truths);
        }

        @Override
        public Expr reduce(Known known) {
            return not(part.reduce(known));
        }

        @Override
        public void eachAtom(IntConsumer sink) {
            part.eachAtom(sink);
        }
    }

    /** All ({@code and}) or at least one of the parts. */
    record Several(boolean and, List<Expr> parts) implements Expr {
        public Several {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean test(Truths truths) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).test(truths) != and) {
                    return !and;
                }
            }
            return and;
        }

        @Override
        public Expr reduce(Known known) {
            List<Expr> reduced = new ArrayList<>(parts.size());
            for (Expr part : parts) {
                Expr left = part.reduce(known);
                if (left.equals(constant(!and))) {
                    return left;
                }
                reduced.add(left);
            }
            return several(and, reduced);
        }

        @Override
        public void eachAtom(IntConsumer sink) {
            parts.forEach(part -> part.eachAtom(sink));
        }
    }

    static Expr constant(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Expr not(Expr part) {
        if (part instanceof Constant constant) {
            return constant(!constant.value());
        }
        return part instanceof Not not ? not.part() : new Not(part);
    }

    static Expr and(List<Expr> parts) {
        return several(true, parts);
    }

    static Expr or(List<Expr> parts) {
        return several(false, parts);
    }

    private static Expr several(boolean and, List<Expr> parts) {
        List<Expr> flat = new ArrayList<>();
        for (Expr part : parts) {
            if (part.equals(constant(!and))) {
                return part;
            }
            if (part instanceof Several inner && inner.and() == and) {
                inner.parts().stream().filter(p -> !flat.contains(p)).forEach(flat::add);
            } else if (!part.equals(constant(and)) && !flat.contains(part)) {
                flat.add(part);
            }
        }
        if (flat.isEmpty()) {
            return constant(and);
        }
        return flat.size() == 1 ? flat.get(0) : new Several(and, flat);
    }
}
