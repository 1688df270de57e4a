package org.servicemap.incidents;

/**
 * A planned outage as a file has it, checked.
 *
 * @param row in the file: the line after the header, or the feature, from 1
 */
record Outage(int row, Announcement announcement, Incident.Origin origin) {}
