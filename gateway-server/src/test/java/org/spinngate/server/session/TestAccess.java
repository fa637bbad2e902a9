package org.spinngate.server.session;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.spinngate.server.access.LoginBans;
import org.spinngate.server.access.SharedBans;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.admission.RecentEnds;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.lease.SessionJournal;
import org.spinngate.server.lease.SessionLimits;

/** What sessions need of boards and users, with a book of leases that forgets. */
public final class TestAccess {
  private TestAccess() {}

  /** Of a server with room for many sessions, ten or so of each user. */
  public static Sessions.Access alone(Permissions permissions, LongSupplier nanoTime, Clock clock) {
    return new Sessions.Access(
        permissions,
        new RecentEnds(nanoTime),
        leases(SessionJournal.none(), new SessionLimits(100, 100), clock),
        BoardHooks.NONE);
  }

  /** The same with another book of leases. */
  public static Sessions.Access by(LeaseBook book, Sessions.Access access) {
    return new Sessions.Access(access.permissions(), access.ends(), book, access.hooks());
  }

  /** Nobody fails to log in. */
  public static LoginBans noBans() {
    return new LoginBans(new SharedBans(() -> Duration.ofMinutes(5), () -> 0), List::of);
  }

  /** A book that notes nothing of boards out of service. */
  static LocalLeases leases(SessionJournal journal, SessionLimits limits, Clock clock) {
    return new LocalLeases(new LocalLeases.Files(journal, () -> {}), () -> limits, clock);
  }
}
