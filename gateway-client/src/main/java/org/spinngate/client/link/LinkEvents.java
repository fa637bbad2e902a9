package org.spinngate.client.link;

import org.spinngate.protocol.BootReport;

/** Hears what happens on the link, on its event loop; must not block. */
public interface LinkEvents {
  /** The link is in another state. */
  void changed(LinkState state);

  /** The server has a line for the user; not to be trusted to be printable. */
  void notice(String text);

  /** A boot of the board goes on. */
  void boot(BootReport report);
}
