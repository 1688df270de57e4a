/**
 * What an uploaded file is by its content, its position, and the file without anything but its picture (pure). May import geo.
 */
@NullMarked
package org.servicemap.attachments.media;

import org.jspecify.annotations.NullMarked;
