package org.servicemap.attachments;

/**
 * A kept attachment.
 *
 * @param type media type by content
 * @param bytes size
 * @param width pixels, upright; 0 of a document
 * @param height pixels, upright; 0 of a document
 */
public record AttachmentRef(long id, String type, long bytes, int width, int height) {}
