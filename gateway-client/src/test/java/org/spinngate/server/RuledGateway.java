package org.spinngate.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.socket.DatagramChannel;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.cluster.member.BeatTimes;
import picocli.CommandLine;

/**
 * The server as a program whose datagrams to boards come from an address of its own, so that boards
 * know one of several gateways from another. It keeps the rules that they have among each other, in
 * short times or in the usual ones, or breaks one of them:
 *
 * <ul>
 *   <li>told so on standard input, it speaks to boards though it may not
 *   <li>it takes a gateway's boards that has only just fallen silent
 * </ul>
 *
 * <p>It ends at once when its standard input does: the test that started it has ended, or was
 * killed.
 */
public final class RuledGateway {
  /** How long one speaks to boards after its last beat. */
  public static final Duration TTL = Duration.ofMillis(1_500);

  private static final Duration BEAT = Duration.ofMillis(100);
  private static final Duration GUARD = Duration.ofMillis(900);

  /** On standard input: from here on nothing is asked before a datagram leaves. */
  public static final String UNGUARDED = "unguarded";

  /** On standard input: from here on the rule is kept. */
  public static final String GUARDED = "guarded";

  /** What it exits with after its standard input has ended. */
  public static final int ALONE = 99;

  /** Which rules are kept from the start. */
  public enum Rules {
    /** All. */
    KEPT(Optional.of(GUARD)),
    /** The others do not wait until a gateway has stopped. */
    HASTY(Optional.of(BEAT.multipliedBy(4).minus(TTL))),
    /** All, in the times that the product has. */
    USUAL(Optional.empty());

    private final Optional<Duration> guard;

    Rules(Optional<Duration> guard) {
      this.guard = guard;
    }

    private Optional<Function<Duration, BeatTimes>> times() {
      return guard.map(longer -> ttl -> new BeatTimes(TTL, BEAT, longer));
    }
  }

  private RuledGateway() {}

  /**
   * Runs it.
   *
   * @param args its own address, which rules it keeps, and the configuration
   */
  public static void main(String[] args) throws Exception {
    InetAddress own = InetAddress.getByName(args[0]);
    Rules rules = Rules.valueOf(args[1]);
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    Guard guard = new Guard();
    Thread ear = new Thread(() -> listen(guard, out), "rules");
    ear.setDaemon(true);
    ear.start();
    BoardAccess access =
        new BoardAccess(transport -> from(own, transport), guard::around, rules.times());
    ServerEnvironment environment =
        new ServerEnvironment(Clock.systemUTC(), Timing.of(System::nanoTime), access);
    System.exit(new CommandLine(new Serve(out, err, environment)).execute("-c", args[2]));
  }

  /** Its boards and the engine have gone with the test, so that there is nothing to hand over. */
  private static void listen(Guard guard, PrintWriter out) {
    try {
      new BufferedReader(new InputStreamReader(System.in, UTF_8))
          .lines()
          .forEach(
              line -> {
                guard.on = line.equals(GUARDED);
                out.println(line);
              });
    } finally {
      Runtime.getRuntime().halt(ALONE);
    }
  }

  private static Supplier<DatagramChannel> from(InetAddress own, Transport transport) {
    return () -> {
      DatagramChannel fresh = transport.datagramChannel();
      fresh.pipeline().addFirst(new OwnSource(own));
      return fresh;
    };
  }

  /** Asks what the rules say, or does not. */
  private static final class Guard {
    private volatile boolean on = true;

    Tenure around(Tenure rules) {
      return new Tenure() {
        @Override
        public boolean holds() {
          return !on || rules.holds();
        }

        @Override
        public boolean serves(Board board) {
          return rules.serves(board);
        }

        @Override
        public boolean watches(Board board) {
          return rules.watches(board);
        }
      };
    }
  }
}
