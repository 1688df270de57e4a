package org.servicemap.http;

import io.javalin.security.RouteRole;
import java.util.Locale;

/** Who may call a route. {@code PUBLIC} needs no login; the others are held by accounts. */
public enum Role implements RouteRole {
    /** Everyone, also without an account. */
    PUBLIC,
    /** A petitioner with an account. */
    CITIZEN,
    /** Takes calls. */
    OPERATOR,
    /** Gives requests to units. */
    DISPATCHER,
    /** Works on a unit's requests. */
    HANDLER,
    /** Answers for a unit. */
    LEAD,
    /** Inspects own grids. */
    WARDEN,
    /** Presses and reviews. */
    SUPERVISOR,
    /** Reads figures. */
    ANALYST,
    /** Runs the installation. */
    ADMINISTRATOR;

    /** The role's word in JSON, in the database and in the API document. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word; refuses any other. */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("there is no role " + word);
    }
}
