package org.spinngate.client.link;

import java.time.Duration;
import java.util.Optional;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Opened;

/**
 * Where the link to the server stands.
 *
 * <pre>
 *  Idle ─► Dialling ─► Greeting ─► Opening ◄─► WaitingForBoard
 *             ▲                       └──────┬──────┘
 *             └────── Waiting ◄───────────── Up                 any ─► Stopped
 * </pre>
 */
public sealed interface LinkState {
  /** Not started. */
  record Idle() implements LinkState {}

  /**
   * Resolving the server's name and connecting.
   *
   * @param attempt 0 for the very first, counted from 1 since the tunnel was last up
   */
  record Dialling(int attempt) implements LinkState {}

  /** Connected to the server, which checks the login. */
  record Greeting() implements LinkState {}

  /** Logged in; the board has been asked for. */
  record Opening() implements LinkState {}

  /**
   * In the queue for the board.
   *
   * @param position 1 for the one who is next
   * @param holder who has it
   */
  record WaitingForBoard(int position, Optional<Holder> holder) implements LinkState {}

  /**
   * Datagrams flow.
   *
   * @param session what the server gave
   */
  record Up(Opened session) implements LinkState {}

  /**
   * Between two attempts.
   *
   * @param attempt the number of the next one
   * @param pause the time until then
   * @param why what ended the previous one
   */
  record Waiting(int attempt, Duration pause, Ending why) implements LinkState {}

  /**
   * For good.
   *
   * @param why what ended it
   */
  record Stopped(Ending why) implements LinkState {}
}
