package org.spinngate.server.reload;

/** One thing that a new configuration changes. */
sealed interface Change {
  /** For the log, such as {@code board spin5-03: added}. */
  String words();

  /** A board that was not there. */
  record BoardAdded(String name) implements Change {
    @Override
    public String words() {
      return "board " + name + ": added";
    }
  }

  /** A board that is described in other words, or stands in another place. */
  record BoardChanged(String name, boolean moved) implements Change {
    @Override
    public String words() {
      return moved
          ? "board " + name + ": another address; sessions with the old one get notice and end"
          : "board " + name + ": changed, for new sessions";
    }
  }

  /** A board that is there no longer. */
  record BoardRemoved(String name) implements Change {
    @Override
    public String words() {
      return "board " + name + ": removed; its sessions get notice and end";
    }
  }

  /** A user who was not there. */
  record UserAdded(String name) implements Change {
    @Override
    public String words() {
      return "user " + name + ": added";
    }
  }

  /** A user with other tokens, boards or another last day. */
  record UserChanged(String name) implements Change {
    @Override
    public String words() {
      return "user "
          + name
          + ": changed; sessions are checked anew, and what came by a token that is gone ends in 5 s";
    }
  }

  /** A user who is there no longer. */
  record UserRemoved(String name) implements Change {
    @Override
    public String words() {
      return "user " + name + ": removed; all that this user has ends in 5 s";
    }
  }

  /**
   * A section that needs no restart.
   *
   * @param when its values hold, for people
   */
  record SettingsChanged(String section, String when) implements Change {
    @Override
    public String words() {
      return section + ": changed, " + when;
    }
  }

  /** Another certificate or key. */
  record CertificateChanged() implements Change {
    @Override
    public String words() {
      return "certificate: changed, for new connections; with another key, users need the new pin";
    }
  }

  /** A section that is only read at the start. */
  record RestartNeeded(String section) implements Change {
    @Override
    public String words() {
      return section + ": changed, but that takes effect with the next start only";
    }
  }
}
