package org.spinngate.simulated;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * A board from ROM to running software.
 *
 * <pre>
 *  InRom ──complete image──► Starting ──Ethernet up──► Running (255,255) ──► Running (ready)
 *    ▲                                                                            │
 *    └──── power cycle, from anywhere; or off for a while, and on ───────────────┘
 * </pre>
 *
 * <p>Event loop only.
 */
final class BoardMachine {
  private final SimulationSettings settings;
  private final EventLoop loop;
  private final FaultyNetwork network;
  private final Tallies tallies;
  private final ApplicationListener listener;
  private final Function<byte[], Seat> seats;
  private final ReceiveRing ring;
  private final BootPacket packet = new BootPacket();
  private final HelloSender hello;
  private final List<java.util.concurrent.Future<?>> timers = new ArrayList<>();
  private BoardPhase phase;

  /**
   * @param seats makes the chips, from the system variables that a boot brings
   */
  BoardMachine(
      SimulationSettings settings,
      Function<byte[], Seat> seats,
      EventLoop loop,
      Network wire,
      Tallies tallies,
      ApplicationListener listener) {
    this.settings = settings;
    this.seats = seats;
    this.loop = loop;
    this.tallies = tallies;
    this.listener = listener;
    network = new FaultyNetwork(settings.faults(), loop, wire, tallies.drops());
    hello = new HelloSender(network, settings.helloTo());
    ring = new ReceiveRing(settings.ring(), loop, this::serve, this::serviceNanos, tallies.drops());
    phase = new BoardPhase.InRom(new BootRom(tallies.boot()));
  }

  /** Switches on. */
  void start() {
    assert loop.inEventLoop();
    if (settings.bootedAtStart()) {
      run(SystemVariables.defaults(settings.kind()));
      becomeReady();
    } else {
      scheduleHello();
    }
  }

  /** Back to the ROM: memory, tags and what was under way are gone. */
  void powerCycle() {
    stop();
    phase = new BoardPhase.InRom(new BootRom(tallies.boot()));
    scheduleHello();
  }

  /** Takes its power away: nothing of it is left, and it is silent until {@link #powerOn}. */
  void powerOff() {
    stop();
    phase = new BoardPhase.Off();
  }

  /** Gives it its power back, if it has none: it begins with its ROM. */
  void powerOn() {
    if (phase instanceof BoardPhase.Off) {
      powerCycle();
    }
  }

  /** Switches off for good. */
  void stop() {
    assert loop.inEventLoop();
    timers.forEach(timer -> timer.cancel(false));
    timers.clear();
    hello.forget();
    ring.clear();
    network.clear();
    if (phase instanceof BoardPhase.Running running) {
      running.scamp().stop();
    }
  }

  /** Pulls the cable, or puts it in again: nothing passes meanwhile, in either direction. */
  void plug(boolean in) {
    assert loop.inEventLoop();
    network.plug(in);
  }

  /** Takes over a datagram that reached one of the board's ports. */
  void receive(Arrival arrival) {
    assert loop.inEventLoop();
    if (arrival.port() == network.scpPort()) {
      tallies.scp().datagram();
    } else if (arrival.port() == network.bootPort()) {
      tallies.boot().datagram(arrival.sender().getPort(), arrival.nanos());
    }
    network.receive(arrival, ring::offer);
  }

  /** False when the board is not running or the tag not set. */
  boolean emit(int tag, byte[] payload) {
    return phase instanceof BoardPhase.Running running && running.scamp().emit(tag, payload);
  }

  /** Starts a stream; one of a board that is not running ends at once. */
  Future<Long> emit(Emission emission) {
    return phase instanceof BoardPhase.Running running
        ? running.scamp().emit(emission)
        : loop.newSucceededFuture(0L);
  }

  private void serve(Arrival arrival) {
    try {
      if (phase instanceof BoardPhase.Running running) {
        running.scamp().receive(arrival);
      } else if (phase instanceof BoardPhase.InRom inRom) {
        serveRom(inRom.rom(), arrival);
      } else if (phase instanceof BoardPhase.Off) {
        tallies.drops().dropped(DropCause.NO_POWER);
      } else {
        tallies.drops().dropped(DropCause.ETHERNET_DOWN);
      }
    } finally {
      arrival.release();
    }
  }

  private void serveRom(BootRom rom, Arrival arrival) {
    if (arrival.port() != network.bootPort()) {
      tallies.drops().dropped(DropCause.IN_BOOT_ROM);
      return;
    }
    if (!packet.load(arrival.datagram())) {
      tallies.drops().dropped(DropCause.MALFORMED);
      return;
    }
    hello.heardFrom(arrival.sender());
    rom.receive(packet, arrival).ifPresent(this::execute);
  }

  private void execute(BootImage image) {
    timers.forEach(timer -> timer.cancel(false));
    phase = new BoardPhase.Starting(image);
    StartUpTimes times = settings.startUp();
    after(times.ethernetUp(), () -> run(image.variables()));
    after(times.ready(), this::becomeReady);
  }

  private void run(byte[] variables) {
    Seat seat = seats.apply(variables);
    phase = new BoardPhase.Running(new Scamp(settings, seat, loop, network, tallies, listener));
  }

  private void becomeReady() {
    if (phase instanceof BoardPhase.Running running) {
      running.scamp().becomeReady();
    }
  }

  private void after(Duration delay, Runnable step) {
    timers.add(new LaterTask(step).in(loop, delay.toNanos(), TimeUnit.NANOSECONDS));
  }

  private void scheduleHello() {
    if (!settings.helloInterval().isZero()) {
      timers.removeIf(java.util.concurrent.Future::isDone);
      after(settings.helloInterval(), this::sendHello);
    }
  }

  /** The next one is due even if this one cannot be sent. */
  private void sendHello() {
    scheduleHello();
    hello.send();
  }

  private long serviceNanos(Arrival arrival) {
    boolean rom = phase instanceof BoardPhase.InRom;
    return (rom ? settings.ring().bootService() : settings.ring().scampService()).toNanos();
  }
}
