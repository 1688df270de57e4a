/** Invents counts in which it is known what is wrong where. The detectors are not in the test sources, so they cannot look in here. */
@NullMarked
package org.servicemap.insights.planted;

import org.jspecify.annotations.NullMarked;
