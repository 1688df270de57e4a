package org.servicemap.routing.rules;

import org.servicemap.text.YamlNode;

/** A place in a file, 1-based. */
public record Mark(int line, int column) {
    public static final Mark START = new Mark(1, 1);

    static Mark of(YamlNode node) {
        return new Mark(node.line(), node.column());
    }
}
