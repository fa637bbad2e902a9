package org.spinngate.client.check;

import java.util.ArrayList;
import java.util.List;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.local.LocalBoard;
import org.spinngate.client.net.PortFailure;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;

/** Binds the local ports as a session would, and lets them go. */
final class PortsStep {
  private static final String ADVICE = "connect would end with this";

  private final LocalSettings local;

  PortsStep(LocalSettings local) {
    this.local = local;
  }

  Finding look() {
    return local.asBoard()
        ? Finding.notChecked(
            Step.LOCAL_PORTS, "they are bound at the board's own address when it is there", "")
        : bind();
  }

  private Finding bind() {
    ClientSockets sockets = new ClientSockets(Transport.best());
    List<String> warnings = new ArrayList<>();
    try {
      LocalBoard board =
          LocalBoard.bind(
              sockets,
              new LocalBoard.Place(local.bind(), local.scpPort(), local.bootPort()),
              false,
              warnings::add,
              Timing.of(System::nanoTime));
      return found(board, warnings);
    } catch (PortFailure e) {
      return Finding.bad(Step.LOCAL_PORTS, e.exitCode(), String.valueOf(e.getMessage()), ADVICE);
    } finally {
      sockets.close().awaitUninterruptibly();
    }
  }

  private Finding found(LocalBoard board, List<String> warnings) {
    if (!isUsual(local)) {
      return Finding.remark(
          Step.LOCAL_PORTS,
          "the tools look for a board at 17893 and 54321, not at the ports of your settings",
          "leave --scp-port and --boot-port out; each board has an address of its own (--bind)");
    }
    String text = local.bind() + " is free at " + board.scpPort() + " and " + board.bootPort();
    return warnings.isEmpty()
        ? Finding.good(Step.LOCAL_PORTS, text + " (SCP, boot)")
        : Finding.remark(Step.LOCAL_PORTS, text + ", but " + warnings.get(0), "");
  }

  /** Whether the tools find the board there. */
  static boolean isUsual(LocalSettings local) {
    LocalSettings usual = LocalSettings.standard();
    return local.scpPort() == usual.scpPort() && local.bootPort() == usual.bootPort();
  }
}
