package org.servicemap.accounts;

/** What an account must do before it may do anything else. */
public enum Duty {
    CHANGE_PASSWORD,
    ENROL_SECOND_FACTOR
}
