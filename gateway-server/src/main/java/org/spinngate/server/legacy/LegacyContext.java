package org.spinngate.server.legacy;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.spinngate.server.access.User;
import org.spinngate.server.config.LegacySettings;
import org.spinngate.server.session.Sessions;

/**
 * What old clients need on their way to a session.
 *
 * @param settings of this moment
 * @param users the user that they all are, unless the operator has changed that meanwhile
 * @param sessions opens sessions
 * @param meter counts who does not get one
 * @param log tells the operator of them
 * @param nanoTime a monotonic clock in nanoseconds
 */
record LegacyContext(
    Supplier<LegacySettings> settings,
    Supplier<Optional<User>> users,
    Sessions sessions,
    LegacyMeter meter,
    LegacyLog log,
    LongSupplier nanoTime) {
  LegacySettings rules() {
    return settings.get();
  }

  Optional<User> user() {
    return users.get();
  }
}
