package org.spinngate.server;

import java.util.function.Consumer;
import org.spinngate.server.session.SessionTable;

/** Tells users that their boards pause, since the gateways do not reach each other, and go on. */
record PauseNotice(SessionTable table) implements Consumer<Boolean> {
  private static final String PAUSE =
      "the gateways do not reach each other at present: the board pauses, and goes on by itself";

  @Override
  public void accept(Boolean sure) {
    table.announce(sure ? "the board goes on" : PAUSE);
  }
}
