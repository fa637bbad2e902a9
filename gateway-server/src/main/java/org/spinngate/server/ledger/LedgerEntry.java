package org.spinngate.server.ledger;

/**
 * One value, as it was when it was seen.
 *
 * @param key a path such as {@code /boards/192.168.240.1:17893}
 * @param value text, at most 64 kB in UTF-8
 * @param version 0 when the key was created, and one more after each change; what a change must
 *     name to be made
 */
public record LedgerEntry(String key, String value, int version) {}
