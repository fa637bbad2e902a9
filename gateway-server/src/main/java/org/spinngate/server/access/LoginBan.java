package org.spinngate.server.access;

import java.time.Duration;
import java.util.Optional;

/**
 * A ban after wrong tokens: a snapshot, for people.
 *
 * @param address such as {@code 192.0.2.1}, or the network {@code 2001:db8:1:2::/64}
 * @param everybody whether all strangers there are refused; otherwise one name is
 * @param user the name, if it is a user's: others may be anything, a token too
 * @param left how long it lasts; if another gateway has made it, at most
 * @param gateway the one that has made it, as it is called among gateways; empty for this one
 */
public record LoginBan(
    String address, boolean everybody, Optional<String> user, Duration left, String gateway) {}
