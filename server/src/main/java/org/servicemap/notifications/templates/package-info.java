/** The words of messages in several languages (pure). May import text. */
@NullMarked
package org.servicemap.notifications.templates;

import org.jspecify.annotations.NullMarked;
