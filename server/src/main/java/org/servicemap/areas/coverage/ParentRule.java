package org.servicemap.areas.coverage;

/**
 * How the areas of a level find their parent.
 *
 * @param by the way
 * @param length for {@link By#PREFIX}: how many leading characters of the child's code name the parent; 0 = the longest
 *     prefix that some coarser area has as its code
 */
public record ParentRule(By by, int length) {
    /** By a field of the child, by its code's beginning, or by the coarser area that holds most of it. */
    public enum By {
        FIELD,
        PREFIX,
        SHARE
    }

    public static final ParentRule FIELD = new ParentRule(By.FIELD, 0);
    public static final ParentRule SHARE = new ParentRule(By.SHARE, 0);
    public static final ParentRule ANY_PREFIX = new ParentRule(By.PREFIX, 0);

    public static ParentRule prefix(int length) {
        return new ParentRule(By.PREFIX, length);
    }
}
