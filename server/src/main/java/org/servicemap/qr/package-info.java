/** QR codes: a link on a phone's screen or on paper. May import http. */
@NullMarked
package org.servicemap.qr;

import org.jspecify.annotations.NullMarked;
