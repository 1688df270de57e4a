package org.servicemap.incidents;

/**
 * What is wrong in a file of planned outages.
 *
 * @param row the line after the header, or the feature, from 1; 0 for the file itself
 * @param field the column or property at fault
 */
public record OutageFault(int row, String field, String message) {
    @Override
    public String toString() {
        return row == 0 ? message : "row " + row + ", " + field + ": " + message;
    }
}
