package org.spinngate.server.access;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Finds out who somebody is. The answer may take its time, for it may come from elsewhere; who asks
 * may be gone by then.
 *
 * <p>Implementations are thread-safe. They are asked on event loops, where nothing may block, and
 * may answer on any thread.
 */
public interface Authenticator {
  /**
   * Asks who shows this. Bans and limits are not its business ({@link Logins}); those who are
   * refused must not learn from the time that it takes whether there is such a user.
   *
   * @return who it is; empty if the credential is nobody's, or of a kind that is not known here; an
   *     exception if that could not be found out
   */
  CompletionStage<Optional<Login>> login(Credential credential);
}
