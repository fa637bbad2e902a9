package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.Upkeep;
import org.spinngate.server.power.PowerSwitch.Power;

/**
 * What switches boards: the BMPs, each one for all boards of its frame, and the operator's
 * commands.
 *
 * <p>Thread-safe; one that runs when this is closed goes on to its end.
 */
final class PowerSwitches implements AutoCloseable {
  private static final int NAMES_AT_ONCE = 4;
  private static final long NAME_SECONDS = 10;

  private final EventLoop loop;
  private final Supplier<DatagramChannel> sockets;
  private final Tenure tenure;
  private final Commands commands;
  private final Executor names = names();
  private final Map<InetSocketAddress, Bmp> bmps = new ConcurrentHashMap<>();

  PowerSwitches(EventLoop loop, Supplier<DatagramChannel> sockets, Tenure tenure) {
    this.loop = loop;
    this.sockets = sockets;
    this.tenure = tenure;
    this.commands = new Commands(tenure);
  }

  /** Its threads end when they have nothing to do: a board that is off now needs them later. */
  private static Executor names() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            NAMES_AT_ONCE,
            NAMES_AT_ONCE,
            NAME_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("bmp-names", true));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * A slot of a frame, which its BMP switches.
   *
   * @param bmp shared with the other boards of the frame
   * @param slot 0 to 23
   */
  private record BmpSwitch(Bmp bmp, int slot) implements PowerSwitch {
    @Override
    public CompletionStage<Void> turn(
        Power to, Occasion occasion, Duration timeout, BooleanSupplier ours) {
      return bmp.turn(to, slot, timeout, ours);
    }

    @Override
    public String words() {
      return bmp.words() + ", slot " + slot;
    }
  }

  /** As the operator wants a board to be looked after. */
  Care careFor(Upkeep upkeep) {
    return new Care(upkeep, upkeep.power().map(this::switchOf), commands);
  }

  private PowerSwitch switchOf(PowerSettings settings) {
    if (settings.source() instanceof PowerSource.Bmp there) {
      return new BmpSwitch(
          bmps.computeIfAbsent(
              there.address(), address -> new Bmp(address, this::find, sockets, tenure, loop)),
          there.slot());
    }
    return commands.switchBy((PowerSource.Commands) settings.source());
  }

  /** Where a BMP is now. Does not wait. */
  private CompletionStage<InetSocketAddress> find(InetSocketAddress bmp) {
    return bmp.isUnresolved()
        ? CompletableFuture.supplyAsync(() -> look(bmp), names)
            .orTimeout(NAME_SECONDS, TimeUnit.SECONDS)
        : CompletableFuture.completedStage(bmp);
  }

  private static InetSocketAddress look(InetSocketAddress bmp) {
    try {
      return Stream.of(InetAddress.getAllByName(bmp.getHostString()))
          .filter(Inet4Address.class::isInstance)
          // The same for off and on, in any order that they come.
          .min(Comparator.comparing(InetAddress::getHostAddress))
          .map(address -> new InetSocketAddress(address, bmp.getPort()))
          .orElseThrow(() -> new UnknownHostException("no IPv4 address"));
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    commands.close();
  }
}
