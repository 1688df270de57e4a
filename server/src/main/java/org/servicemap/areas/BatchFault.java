package org.servicemap.areas;

/** Why one row of a batch has no answer; written into the row, the batch goes on. */
record BatchFault(String code, String detail) {
    static BatchFault of(String code, String detail) {
        return new BatchFault(code, detail);
    }
}
