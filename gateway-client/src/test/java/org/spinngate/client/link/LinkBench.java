package org.spinngate.client.link;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.spinngate.client.dial.Call;
import org.spinngate.client.dial.Caller;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.testing.RecordedEvents;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;

/** A link whose calls and whose time the test conducts. */
abstract class LinkBench {
  static final Opened SESSION = FakeCall.SESSION;
  static final Ending LOST = Ending.of(CloseCause.LOST);

  private final EmbeddedChannel time = new EmbeddedChannel();
  final RecordedEvents events = new RecordedEvents();
  final List<FakeCall> calls = new ArrayList<>();
  private long nanos;
  private int faultyDials;
  final Link link = link(new Open("spin5-03", 7));

  Link link(Open wish) {
    time.freezeTime();
    return new Link(
        time.eventLoop(),
        this::dial,
        new SessionWish(wish, wish.waitSeconds()),
        new RecordingApplications(),
        new Backoff(() -> 0.5, () -> nanos),
        events);
  }

  private Call dial(Caller caller) {
    if (faultyDials > 0) {
      faultyDials--;
      throw new IllegalStateException("no dialling today");
    }
    calls.add(new FakeCall(caller));
    return call();
  }

  /** The next so many calls fail by a fault of the program. */
  void failToDial(int times) {
    faultyDials = times;
  }

  FakeCall call() {
    return calls.get(calls.size() - 1);
  }

  void pass(Duration duration) {
    nanos += duration.toNanos();
    time.advanceTimeBy(duration.toNanos(), TimeUnit.NANOSECONDS);
    time.runScheduledPendingTasks();
  }

  void up() {
    link.start();
    call().open();
    pass(Duration.ofMinutes(10));
  }

  Ending stopped() {
    return ((LinkState.Stopped) events.latest()).why();
  }
}
