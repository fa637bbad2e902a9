package org.spinngate.client.local;

import org.spinngate.protocol.DropReason;

/** What the user hears of boots that do not simply pass. */
final class BootWords {
  static final String WAITS =
      "a boot has begun without a connection; it is kept for 30 s, and sent when there is one";

  private BootWords() {}

  /** Why a boot was dropped, and what to do. */
  static String lost(DropReason reason) {
    return switch (reason) {
      case TUNNEL_DOWN ->
          "a boot was dropped, as there was no connection for 30 s; boot again when there is one";
      case BOOT_QUEUE_FULL ->
          "a boot was dropped, as too many boot packets were waiting; boot again in a while";
      case FLOW_LIMIT ->
          "a boot was dropped, as more local applications came than the session may have; "
              + "close some and boot again";
      case SESSION_ENDED ->
          "the boot is incomplete, as the session ended before all of it had left for the board; "
              + "power-cycle the board or boot again";
      default ->
          "boot packets were dropped, since the start of their boot did not come before them; "
              + "boot again with the same tool";
    };
  }
}
