package org.servicemap.accounts;

/** Which areas there are: an account is not bound to one that does not exist. */
@FunctionalInterface
public interface KnownAreas {
    boolean exists(String level, String code);
}
