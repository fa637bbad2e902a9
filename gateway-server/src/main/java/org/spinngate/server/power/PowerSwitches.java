package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.Upkeep;

/**
 * What switches boards: the BMPs, each one for all boards of its frame, and the operator's
 * commands.
 *
 * <p>Thread-safe; one that runs when this is closed goes on to its end.
 */
final class PowerSwitches implements AutoCloseable {
  private final EventLoop loop;
  private final Supplier<DatagramChannel> sockets;
  private final Commands commands = new Commands();
  private final Map<InetSocketAddress, Bmp> bmps = new ConcurrentHashMap<>();

  PowerSwitches(EventLoop loop, Supplier<DatagramChannel> sockets) {
    this.loop = loop;
    this.sockets = sockets;
  }

  /** As the operator wants a board to be looked after. */
  Care careFor(Upkeep upkeep) {
    return new Care(upkeep, upkeep.power().map(this::switchOf), commands);
  }

  private PowerSwitch switchOf(PowerSettings settings) {
    if (settings.source() instanceof PowerSource.Bmp there) {
      return new BmpSwitch(
          bmps.computeIfAbsent(there.address(), address -> new Bmp(address, sockets, loop)),
          there.slot());
    }
    return new CommandSwitch(commands, (PowerSource.Commands) settings.source());
  }

  @Override
  public void close() {
    commands.close();
  }
}
