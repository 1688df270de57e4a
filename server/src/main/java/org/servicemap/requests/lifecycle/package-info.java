/**
 * The life of a request as pure rules: states, actions, the one table of transitions, clocks, and what each action changes.
 * No SQL, no HTTP. May import text and calendars.
 */
@NullMarked
package org.servicemap.requests.lifecycle;

import org.jspecify.annotations.NullMarked;
