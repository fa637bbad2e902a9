package org.spinngate.simulated.frame;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.simulated.SimulatedBoard;

/** The boards of a frame, by their slots, and their power. Event loop only. */
final class FrameBoards {
  /** The most boards of a frame. */
  private static final int SLOTS = 24;

  private final EventLoop loop;
  private final Duration wakeUp;
  private final Map<Integer, SimulatedBoard> boards = new HashMap<>();

  /** Counts what was said to each slot, so that a board that is switched off stays off. */
  private final int[] orders = new int[SLOTS];

  /**
   * @param wakeUp from the power until a ROM is there
   */
  FrameBoards(EventLoop loop, Duration wakeUp) {
    this.loop = loop;
    this.wakeUp = wakeUp;
  }

  void wire(int slot, SimulatedBoard board) {
    assert loop.inEventLoop();
    boards.put(slot, board);
  }

  void power(PowerCommand command) {
    assert loop.inEventLoop();
    boards.forEach(
        (slot, board) -> {
          if (command.isFor(slot)) {
            power(slot, board, command.on());
          }
        });
  }

  private void power(int slot, SimulatedBoard board, boolean on) {
    int order = ++orders[slot];
    if (on) {
      Runnable wake = () -> wake(slot, board, order);
      var unused = new LaterTask(wake).in(loop, wakeUp.toNanos(), TimeUnit.NANOSECONDS);
    } else {
      board.powerOff();
    }
  }

  private void wake(int slot, SimulatedBoard board, int order) {
    if (orders[slot] == order) {
      board.powerOn();
    }
  }
}
