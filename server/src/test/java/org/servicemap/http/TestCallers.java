package org.servicemap.http;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Callers of tests that are not about logging in: the token of each is its name. {@code api.withSession("handler")} calls as
 * the one added as {@code handler}.
 */
public final class TestCallers implements CallerSource {
    private final Map<String, Caller> byToken = new ConcurrentHashMap<>();

    /** One city-wide caller for each role, named by the role's word, with accounts 1, 2, 3 … in the roles' order. */
    public static TestCallers oneOfEachRole() {
        TestCallers callers = new TestCallers();
        for (Role role : Role.values()) {
            if (role != Role.PUBLIC) {
                callers.add(
                        role.word(),
                        new Caller(
                                (long) role.ordinal(), role.word(), Set.of(role), null, null, null, false, Set.of()));
            }
        }
        return callers;
    }

    public TestCallers add(String token, Caller caller) {
        byToken.put(token, caller);
        return this;
    }

    public void remove(String token) {
        byToken.remove(token);
    }

    public Caller get(String token) {
        Caller caller = byToken.get(token);
        if (caller == null) {
            throw new AssertionError("no test caller " + token);
        }
        return caller;
    }

    @Override
    public @Nullable Caller ofSession(String token) {
        Caller caller = byToken.get(token);
        return caller == null || caller.service() ? null : caller;
    }

    @Override
    public @Nullable Caller ofService(String token) {
        Caller caller = byToken.get(token);
        return caller != null && caller.service() ? caller : null;
    }
}
