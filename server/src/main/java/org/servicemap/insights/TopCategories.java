package org.servicemap.insights;

import java.util.List;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * The tree's top categories in SQL over the facts, so that leaves are summed there and not as objects here. A derived table of
 * {@code leaf} and {@code top}; what the tree does not know is not in it.
 */
public record TopCategories(CategoryTree tree) {
    /** A derived table with two question marks. */
    public static final String SQL =
            "(SELECT unnest(string_split(?, chr(10))) AS leaf, unnest(string_split(?, chr(10))) AS top)";

    /** The values of its question marks: as many leaves as tops. */
    public List<Object> values() {
        List<Category> all = tree.list();
        return List.of(
                String.join("\n", all.stream().map(Category::code).toList()),
                String.join("\n", all.stream().map(each -> top(each.code())).toList()));
    }

    private String top(String code) {
        List<Category> lineage = tree.lineage(code);
        return lineage.get(lineage.size() - 1).code();
    }
}
