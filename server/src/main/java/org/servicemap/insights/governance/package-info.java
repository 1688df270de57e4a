/**
 * Active governance: what was found becomes a task with owner, day and goal, whose effect is measured against comparable areas. Owns
 * {@code governance_tasks} and {@code governance_notes}. May import insights, its facts and risks, areas, units, accounts.
 */
@NullMarked
package org.servicemap.insights.governance;

import org.jspecify.annotations.NullMarked;
