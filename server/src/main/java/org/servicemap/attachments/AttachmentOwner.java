package org.servicemap.attachments;

/**
 * What an attachment belongs to.
 *
 * @param kind a word of the owning feature: {@code request}, {@code reply} …
 */
public record AttachmentOwner(String kind, long id) {}
