package org.spinngate.endtoend.matrix;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.protocol.testing.MachineTime;

/** All that may go wrong, one row of the matrix each. */
final class Faults {
  /** Until the held segments come; the connection has lost nothing. */
  private static final Duration SAME_CONNECTION = Duration.ofMillis(150);

  /** A new connection, dialled at once. */
  private static final Duration REDIALLED = Duration.ofSeconds(1);

  /** A new connection after several that led nowhere. */
  private static final Duration REDIALLED_LATE = Duration.ofSeconds(4);

  /** When a path is suspected, and when it is dead: 1.5 s and 3 s, and a new connection. */
  private static final Silence UNNOTICED_DEATH =
      new Silence(Duration.ofMillis(1400), Duration.ofSeconds(4));

  /** A path by packets that died is left for the stream: 600 ms, a question's wait, some more. */
  private static final Silence LEFT_FOR_STREAM = Silence.of(Duration.ZERO, Duration.ofMillis(1100));

  /** Only what was on its way is lost. */
  private static final Silence LOST_AT_ONCE = Silence.of(Duration.ZERO, Duration.ofMillis(300));

  private Faults() {}

  /** Those that this carrier may meet. */
  static List<Fault> of(Carrier carrier) {
    Stream<List<Fault>> all = Stream.of(lasting(), holes(), ends(), boards());
    Stream<List<Fault>> own = carrier == Carrier.BOTH ? Stream.of(ofPackets()) : Stream.empty();
    return Stream.concat(all, own).flatMap(List::stream).toList();
  }

  private static List<Fault> lasting() {
    return List.of(
        Fault.lasting("none", Bench.USUAL, Conditions.CLEAR, Silence.NONE),
        loss(1, 600),
        loss(5, 1000),
        loss(10, 1500),
        Fault.lasting(
            "10 % of datagrams twice",
            Bench.USUAL.duplicating(0.1), Conditions.CLEAR.duplicating(0.1), Silence.NONE),
        Fault.lasting(
                "10 % of datagrams overtaken",
                Bench.USUAL.reordering(0.1), Conditions.CLEAR.reordering(0.1), Silence.NONE)
            .except(Faults::theRomNeedsOrder),
        delay(50),
        delay(200),
        delay(500));
  }

  private static Fault loss(int percent, long worstStallMillis) {
    return Fault.lasting(
        "loss " + percent + " %",
        Bench.USUAL.losing(percent / 100.0),
        Conditions.CLEAR,
        Silence.of(Duration.ZERO, Duration.ofMillis(worstStallMillis)));
  }

  private static Fault delay(long roundTripMillis) {
    return Fault.lasting(
        "round trip " + roundTripMillis + " ms",
        Conditions.CLEAR.delayedBy(Duration.ofMillis(roundTripMillis / 2)),
        Conditions.CLEAR,
        Silence.NONE);
  }

  private static List<Fault> holes() {
    return List.of(
        hole("cut of 400 ms", Duration.ofMillis(400), SAME_CONNECTION),
        hole("black hole 1 s", Duration.ofSeconds(1), SAME_CONNECTION),
        hole("black hole 5 s", Duration.ofSeconds(5), REDIALLED_LATE),
        hole("black hole 20 s", Duration.ofSeconds(20), REDIALLED_LATE.multipliedBy(4)),
        oneWay("requests blocked 5 s", Direction.TO_SERVER),
        oneWay("answers blocked 5 s", Direction.TO_CLIENT).except(Faults::bootsNeedNoAnswers));
  }

  /** The board is booted meanwhile, and rig's last question may just be late enough. */
  private static Optional<Expectation> bootsNeedNoAnswers(Tool tool, Job job) {
    return tool == Tool.RIG && job == Job.BOOT
        ? Optional.of(Expectation.DONE_OR_ERROR)
        : Optional.empty();
  }

  private static Fault hole(String name, Duration time, Duration recovery) {
    return Fault.sudden(
        name,
        bench -> {
          bench.line().blackHole();
          bench.after(time, bench.line()::heal);
          return Silence.of(time, recovery);
        });
  }

  private static Fault oneWay(String name, Direction direction) {
    Duration time = Duration.ofSeconds(5);
    return Fault.sudden(
        name,
        bench -> {
          bench.line().blackHole(direction);
          bench.after(time, bench.line()::heal);
          return Silence.of(time, REDIALLED_LATE);
        });
  }

  private static List<Fault> ends() {
    return List.of(
        Fault.sudden(
            "connection reset",
            bench -> {
              bench.line().streams().reset();
              return Silence.of(Duration.ZERO, REDIALLED);
            }),
        Fault.sudden(
            "server's name moves",
            bench -> {
              bench.line().retarget(bench.server().otherAddress());
              bench.line().strand();
              return UNNOTICED_DEATH;
            }),
        Fault.sudden("server restarted", bench -> restart(bench, "TERM"))
            .at(Fault.Place.SERVER_IN_ANOTHER),
        Fault.sudden("server killed", bench -> restart(bench, "KILL"))
            .at(Fault.Place.SERVER_IN_ANOTHER),
        Fault.sudden(
                "client killed",
                bench -> {
                  bench.client().kill();
                  return Silence.FOR_EVER;
                })
            .at(Fault.Place.CLIENT_IN_ANOTHER));
  }

  /** The pauses between attempts double, so that the last may be as long as all before. */
  private static Silence restart(Bench bench, String signal) throws Exception {
    long begun = MachineTime.nanos();
    bench.server().restart(signal);
    bench.line().retarget(bench.server().address());
    Duration down = Duration.ofNanos(MachineTime.nanos() - begun);
    return Silence.of(down, down.plus(REDIALLED));
  }

  private static List<Fault> boards() {
    return List.of(
        Fault.sudden(
            "board silent",
            bench -> {
              bench.scpRoad().blackHole();
              bench.bootRoad().blackHole();
              return Silence.FOR_EVER;
            }),
        Fault.sudden(
                "board power-cycled",
                bench -> {
                  bench.board().powerCycle().syncUninterruptibly();
                  return Silence.FOR_EVER;
                })
            .except(Faults::spinnmanBootsAgain));
  }

  private static List<Fault> ofPackets() {
    return List.of(
        packetsBlocked("UDP requests blocked", Direction.TO_SERVER),
        packetsBlocked("UDP answers blocked", Direction.TO_CLIENT),
        Fault.sudden(
            "client's UDP port changes",
            bench -> {
              bench.line().datagrams().rebind();
              return LOST_AT_ONCE;
            }));
  }

  private static Fault packetsBlocked(String name, Direction direction) {
    return Fault.sudden(
        name,
        bench -> {
          bench.line().datagrams().blackHole(direction);
          return LEFT_FOR_STREAM;
        });
  }

  private static Optional<Expectation> spinnmanBootsAgain(Tool tool, Job job) {
    return tool == Tool.SPINNMAN && job == Job.BOOT
        ? Optional.of(Expectation.SLOWER)
        : Optional.empty();
  }

  /** It takes no block before the start, and no control packet before the last block. */
  private static Optional<Expectation> theRomNeedsOrder(Tool tool, Job job) {
    if (job != Job.BOOT) {
      return Optional.empty();
    }
    return Optional.of(tool == Tool.SPINNMAN ? Expectation.SLOWER : Expectation.DONE_OR_ERROR);
  }
}
