package org.spinngate.simulated;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything a simulated board can be told. Start from {@link #spin3} or {@link #spin5} and change
 * what matters.
 *
 * @param bindAddress the board's own IPv4 address, as {@code sv.ip_addr} and {@code INFO} tell it
 * @param scpPort 0 picks a free one
 * @param bootPort 0 picks a free one
 * @param kind how many chips, and how they lie
 * @param release which SC&amp;MP runs once booted
 * @param bootedAtStart true for a board that somebody booted before; a power cycle ends that
 * @param identity chooses what unwritten memory holds, see {@link IdentityPattern}
 * @param startUp how long SC&amp;MP takes to come up
 * @param faults of the wire
 * @param ring the receive ring
 * @param replyDelay how long every request keeps its reply tag before the board answers; the ninth
 *     request within that time finds no tag and is lost, as on real boards
 * @param arp after what time a host answers ARP, zero at once; an IP tag for a host that has not
 *     sent SDP lately is not valid until then
 * @param helloInterval how often the boot ROM says HELLO, zero never. Never broadcast, and only to
 *     loopback addresses.
 * @param helloTo where it is sent; if absent, to the last sender of a boot packet, at port 54321
 */
public record SimulationSettings(
    InetAddress bindAddress,
    int scpPort,
    int bootPort,
    BoardKind kind,
    ScampRelease release,
    boolean bootedAtStart,
    int identity,
    StartUpTimes startUp,
    LinkFaults faults,
    RingModel ring,
    Duration replyDelay,
    Duration arp,
    Duration helloInterval,
    Optional<InetSocketAddress> helloTo) {

  /** Checks the ranges. */
  public SimulationSettings {
    if (!(bindAddress instanceof Inet4Address)) {
      throw new IllegalArgumentException("a board has an IPv4 address, not " + bindAddress);
    }
    checkPort(scpPort);
    checkPort(bootPort);
    if (replyDelay.isNegative() || arp.isNegative() || helloInterval.isNegative()) {
      throw new IllegalArgumentException("times must not be negative");
    }
  }

  /** An unbooted 4-chip board on free ports, without faults. */
  public static SimulationSettings spin3(InetAddress bindAddress) {
    return of(bindAddress, BoardKind.SPIN3);
  }

  /** An unbooted 48-chip board on free ports, without faults. */
  public static SimulationSettings spin5(InetAddress bindAddress) {
    return of(bindAddress, BoardKind.SPIN5);
  }

  private static SimulationSettings of(InetAddress bindAddress, BoardKind kind) {
    return new SimulationSettings(
        bindAddress,
        0,
        0,
        kind,
        ScampRelease.V4_0_0,
        false,
        0,
        StartUpTimes.REAL,
        LinkFaults.NONE,
        RingModel.OFF,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Optional.empty());
  }

  /** The same on other ports; 0 picks a free one. */
  public SimulationSettings withPorts(int scp, int boot) {
    return with(
        draft -> {
          draft.scpPort = scp;
          draft.bootPort = boot;
        });
  }

  /** The same with another SC&amp;MP. */
  public SimulationSettings withRelease(ScampRelease other) {
    return with(draft -> draft.release = other);
  }

  /** The same, booted and ready from the start. */
  public SimulationSettings booted() {
    return with(draft -> draft.bootedAtStart = true);
  }

  /** The same with other contents of unwritten memory. */
  public SimulationSettings withIdentity(int number) {
    return with(draft -> draft.identity = number);
  }

  /** The same with other start-up times. */
  public SimulationSettings withStartUp(Duration ethernetUp, Duration ready) {
    return with(draft -> draft.startUp = new StartUpTimes(ethernetUp, ready));
  }

  /** The same behind another wire. */
  public SimulationSettings withFaults(LinkFaults others) {
    return with(draft -> draft.faults = others);
  }

  /** The same with another receive ring. */
  public SimulationSettings withRing(RingModel other) {
    return with(draft -> draft.ring = other);
  }

  /** The same, keeping each reply tag for longer. */
  public SimulationSettings withReplyDelay(Duration longer) {
    return with(draft -> draft.replyDelay = longer);
  }

  /** The same on a LAN whose hosts take longer to answer ARP. */
  public SimulationSettings withArp(Duration longer) {
    return with(draft -> draft.arp = longer);
  }

  /** The same with HELLO packets. */
  public SimulationSettings withHello(Duration interval) {
    return with(draft -> draft.helloInterval = interval);
  }

  /** The same with HELLO packets to one address, in place of broadcasts. */
  public SimulationSettings withHello(Duration interval, InetSocketAddress to) {
    return with(
        draft -> {
          draft.helloInterval = interval;
          draft.helloTo = Optional.of(to);
        });
  }

  private SimulationSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finish();
  }

  private static void checkPort(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("no such port: " + port);
    }
  }

  /** A copy that is still open to change. */
  private static final class Draft {
    private final InetAddress bindAddress;
    private int scpPort;
    private int bootPort;
    private final BoardKind kind;
    private ScampRelease release;
    private boolean bootedAtStart;
    private int identity;
    private StartUpTimes startUp;
    private LinkFaults faults;
    private RingModel ring;
    private Duration replyDelay;
    private Duration arp;
    private Duration helloInterval;
    private Optional<InetSocketAddress> helloTo;

    private Draft(SimulationSettings from) {
      bindAddress = from.bindAddress;
      scpPort = from.scpPort;
      bootPort = from.bootPort;
      kind = from.kind;
      release = from.release;
      bootedAtStart = from.bootedAtStart;
      identity = from.identity;
      startUp = from.startUp;
      faults = from.faults;
      ring = from.ring;
      replyDelay = from.replyDelay;
      arp = from.arp;
      helloInterval = from.helloInterval;
      helloTo = from.helloTo;
    }

    private SimulationSettings finish() {
      return new SimulationSettings(
          bindAddress,
          scpPort,
          bootPort,
          kind,
          release,
          bootedAtStart,
          identity,
          startUp,
          faults,
          ring,
          replyDelay,
          arp,
          helloInterval,
          helloTo);
    }
  }
}
