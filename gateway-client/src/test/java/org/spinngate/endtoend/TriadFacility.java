package org.spinngate.endtoend;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.Main;
import org.spinngate.simulated.SimulatedTriad;
import org.spinngate.simulated.SimulationSettings;

/** A process with three boards that are one machine, and a server in front of them. */
final class TriadFacility {
  private static final int BOARDS = 3;

  private TriadFacility() {}

  /**
   * Arguments: the addresses of the boards, which are at the usual ports, and those of a server.
   */
  public static void main(String[] arguments) throws Exception {
    List<SimulationSettings> boards = new ArrayList<>();
    for (String address : List.of(arguments).subList(0, BOARDS)) {
      boards.add(SimulationSettings.spin5(InetAddress.getByName(address)).withPorts(17893, 54321));
    }
    EventLoopGroup loop = Transport.NIO.eventLoops(1, new DefaultThreadFactory("boards", true));
    SimulatedTriad.start(loop, Transport.NIO::datagramChannel, boards)
        .forEach(board -> board.syncUninterruptibly());
    Main.main(List.of(arguments).subList(BOARDS, arguments.length).toArray(String[]::new));
  }
}
