/** From schedules to slots: templates, exceptions, working calendar and zone. Pure. May import calendars. */
@NullMarked
package org.servicemap.appointments.slots;

import org.jspecify.annotations.NullMarked;
