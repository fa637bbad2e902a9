package org.spinngate.server.tag;

/** The session whose tags they are. Called on its event loop. */
public interface TagListener {
  /**
   * A request sets an IP tag that aims where nobody delivers for the client.
   *
   * @param words for people: which tag, where, and what becomes of it
   */
  void tagElsewhere(String words);

  /**
   * Another session of the board has cleared an IP tag that this one has set, or has set it anew.
   *
   * @param words for people: which tag, who, and what he did
   */
  void tagLost(String words);
}
