package org.servicemap.http;

import io.javalin.security.RouteRole;

/** Who may call a route. Reading is public; roles of staff join here when accounts do. */
public enum Role implements RouteRole {
    PUBLIC
}
