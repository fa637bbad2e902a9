package org.spinngate.endtoend.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.endtoend.Facility;
import org.spinngate.endtoend.Line;
import org.spinngate.endtoend.TestClient;
import org.spinngate.endtoend.tools.ExpectedMemory;
import org.spinngate.endtoend.tools.HostTool;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.endtoend.tools.Rig;
import org.spinngate.endtoend.tools.SpiNNMan;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.endtoend.tools.Ybug;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.server.testing.BootImage;
import org.spinngate.simulated.SimulatedBoard;

/** One user who never rests: clients come and go, tools work, and the network fails. */
final class Churner implements AutoCloseable {
  /** An abandoned session goes when its client is dead to the server, and its grace is over. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

  private static final int SDRAM = 0x70000000;
  private static final int WRITTEN = SDRAM + (1 << 20);
  private static final BootImage IMAGE = BootImage.ofLength(7, 29_868);

  private final Facility facility;
  private final String board;
  private final SplittableRandom random;
  private final double abandoned;
  private final SoakTally tally;
  private final Line line;
  private boolean booted;

  /**
   * @param abandoned the share of clients that vanish without a word
   */
  Churner(
      Facility facility, String board, SplittableRandom random, double abandoned, SoakTally tally) {
    this.facility = facility;
    this.board = board;
    this.random = random;
    this.abandoned = abandoned;
    this.tally = tally;
    this.line = Line.to(facility.address(), random.nextLong());
  }

  /** Goes on until it is told to stop, and for one client's life more. */
  void run(BooleanSupplier goOn) {
    while (goOn.getAsBoolean()) {
      try {
        oneClient(goOn);
      } catch (Exception e) {
        tally.trouble(board + ": " + e);
      }
    }
  }

  private void oneClient(BooleanSupplier goOn) throws Exception {
    tally.client();
    line.conditions(Conditions.CLEAR);
    try (TestClient client = TestClient.start(patient())) {
      boolean early = random.nextInt(6) == 0;
      if (early) {
        bootAtOnce(client);
      }
      client.gateway().ready().get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
      if (!early && booted && random.nextInt(6) == 0) {
        crowd(client);
      }
      int jobs = 1 + random.nextInt(6);
      for (int job = 0; job < jobs && goOn.getAsBoolean(); job++) {
        oneJob(client);
      }
      if (random.nextDouble() < abandoned) {
        tally.abandoned();
        line.strand();
      }
    }
  }

  /** The tool does not wait until the board is there. */
  private void bootAtOnce(TestClient client) {
    try (HostTool tool = new Rig(target(client))) {
      boot(tool);
    }
  }

  private void crowd(TestClient client) throws IOException {
    if (!new CrowdBesideATag(client, facility.board(board)).keepsItsTag()) {
      tally.trouble(board + ": a tag was lost in a crowd");
    }
  }

  private ToolTarget target(TestClient client) {
    int identity = Integer.parseInt(board.substring(board.indexOf('-') + 1));
    return new ToolTarget(client.scp(), client.boot(), new ExpectedMemory(identity));
  }

  private ClientSettings patient() {
    ClientSettings settings = facility.settings("alice", board, line.address());
    return new ClientSettings(settings.access(), settings.board(), Open.FOR_EVER, settings.local());
  }

  private void oneJob(TestClient client) throws Exception {
    line.conditions(
        Conditions.CLEAR
            .delayedBy(Duration.ofMillis(random.nextInt(20)))
            .jitteredBy(Duration.ofMillis(random.nextInt(20)))
            .losing(random.nextInt(4) == 0 ? 0.02 : 0));
    CompletableFuture<Void> fault = fault();
    try (HostTool tool = tool(target(client))) {
      work(tool);
    } finally {
      fault.join();
    }
  }

  private HostTool tool(ToolTarget target) {
    return switch (random.nextInt(3)) {
      case 0 -> new Ybug(target);
      case 1 -> new Rig(target, 1 + random.nextInt(8));
      default -> new SpiNNMan(target);
    };
  }

  private void work(HostTool tool) {
    if (!booted || random.nextInt(8) == 0) {
      boot(tool);
    }
    Outcome read = did(tool.read(SDRAM + 256 * random.nextInt(1000), length()));
    if (read.completed()) {
      byte[] bytes = new byte[length()];
      random.nextBytes(bytes);
      Outcome written = did(tool.write(WRITTEN, bytes));
      if (written.completed()) {
        did(tool.read(WRITTEN, bytes.length));
      }
    }
  }

  private int length() {
    return 4 * (1 + random.nextInt(8192));
  }

  private void boot(HostTool tool) {
    SimulatedBoard simulated = facility.board(board);
    simulated.powerCycle().syncUninterruptibly();
    booted = did(tool.boot(IMAGE)).completed();
  }

  private Outcome did(Outcome outcome) {
    tally.job(outcome);
    if (outcome.counts().wrongAnswers() > 0) {
      tally.trouble(board + ": " + outcome);
    }
    return outcome;
  }

  /** Something that goes wrong shortly, or nothing; it is over when the future is done. */
  private CompletableFuture<Void> fault() {
    Duration start = Duration.ofMillis(random.nextInt(1500));
    Duration length = Duration.ofMillis(50 + random.nextInt(4000));
    return switch (random.nextInt(9)) {
      case 0 -> hole(start, length, line::blackHole);
      case 1 -> hole(start, length, () -> line.blackHole(Direction.TO_SERVER));
      case 2 -> hole(start, length, () -> line.blackHole(Direction.TO_CLIENT));
      case 3 -> later(start, line.streams()::reset);
      case 4 -> later(start, line::strand);
      case 5 -> later(start, line.datagrams()::rebind);
      case 6 -> later(start, this::moveServer);
      default -> CompletableFuture.completedFuture(null);
    };
  }

  /** The server's name leads to another of its addresses, and the old way to nowhere. */
  private void moveServer() {
    line.retarget(facility.addresses().get(random.nextInt(facility.addresses().size())));
    line.strand();
  }

  private CompletableFuture<Void> hole(Duration start, Duration length, Runnable begin) {
    return later(start, begin).thenCompose(begun -> later(length, line::heal));
  }

  private CompletableFuture<Void> later(Duration time, Runnable action) {
    tally.fault();
    return CompletableFuture.runAsync(
        action, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    line.close();
  }
}
