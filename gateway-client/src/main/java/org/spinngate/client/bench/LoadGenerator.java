package org.spinngate.client.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The applications on one path, all on the thread that calls, which is nobody else's meanwhile:
 * they share no event loop with the tunnel that they measure.
 */
final class LoadGenerator implements AutoCloseable {
  /** How often to look for reads to repeat. */
  private static final int TICK_MILLIS = 10;

  private static final long TICK = Duration.ofMillis(TICK_MILLIS).toNanos();

  /** For how long after a round answers may still come. */
  private static final long LAST_ANSWERS = Duration.ofSeconds(3).toNanos();

  private final Target target;
  private final LongSupplier nanoTime;
  private final Selector selector = Selector.open();
  private final List<Application> applications = new ArrayList<>();
  private final Consumer<SelectionKey> receiver = this::receive;
  private Tally tally = new Tally();
  private boolean lasts;

  private LoadGenerator(Target target, LongSupplier nanoTime) throws IOException {
    this.target = target;
    this.nanoTime = nanoTime;
  }

  /** Opens the sockets of all applications. */
  static LoadGenerator open(Target target, Load load, Memory memory, LongSupplier nanoTime)
      throws IOException {
    LoadGenerator generator = new LoadGenerator(target, nanoTime);
    try {
      for (int number = 0; number < load.applications(); number++) {
        Application application = Application.open(target, load, number, memory, nanoTime);
        generator.applications.add(application);
        application.register(generator.selector);
      }
      return generator;
    } catch (IOException | RuntimeException e) {
      generator.close();
      throw e;
    }
  }

  /**
   * Asks for as long as this, and then waits for the last answers.
   *
   * @throws SilentBoard if there was none at all, unless it was interrupted
   */
  Round run(Duration time, BooleanSupplier interrupted) throws IOException, SilentBoard {
    tally = new Tally();
    long begin = nanoTime.getAsLong();
    lasts = true;
    for (Application application : applications) {
      application.begin();
    }
    serve(begin + time.toNanos(), interrupted);
    long took = nanoTime.getAsLong() - begin;
    lasts = false;
    serve(nanoTime.getAsLong() + LAST_ANSWERS, () -> waiting() == 0 || interrupted.getAsBoolean());
    applications.forEach(Application::abandon);
    if (tally.isSilent() && !interrupted.getAsBoolean()) {
      throw new SilentBoard(target);
    }
    return tally.round(target.name(), took);
  }

  private void serve(long until, BooleanSupplier over) throws IOException {
    long tick = nanoTime.getAsLong();
    for (long now = tick; now - until < 0 && !over.getAsBoolean(); now = nanoTime.getAsLong()) {
      selector.select(receiver, TICK_MILLIS);
      if (now - tick >= TICK) {
        tick = now;
        repeatLate();
      }
    }
  }

  private void repeatLate() throws IOException {
    for (int number = 0; number < applications.size(); number++) {
      applications.get(number).repeatLate(tally);
    }
  }

  private void receive(SelectionKey key) {
    try {
      ((Application) key.attachment()).receive(tally, lasts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int waiting() {
    int waiting = 0;
    for (int number = 0; number < applications.size(); number++) {
      waiting += applications.get(number).waiting();
    }
    return waiting;
  }

  @Override
  public void close() throws IOException {
    for (Application application : applications) {
      application.close();
    }
    selector.close();
  }
}
