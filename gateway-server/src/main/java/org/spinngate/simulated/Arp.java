package org.spinngate.simulated;

import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * How the board finds hosts on its LAN: it remembers the last five senders of SDP, and asks for
 * whom it does not know. It asks once; every host answers, each after the same time.
 *
 * <p>Public source: spinnaker_tools spinn_net.c, {@code arp_lookup} and {@code arp_add}. As there,
 * the places are taken in turn even by a host that has one already, and an empty place stands for
 * 0.0.0.0. SC&amp;MP 3.1.0 remembers nobody. Event loop only.
 */
final class Arp {
  private static final int PLACES = 5;
  private static final long NEVER = -1;

  private final InetAddress[] known = new InetAddress[PLACES];
  private final EventExecutor loop;
  private final ScampRelease release;
  private final long answerNanos;
  private int next;

  /** One that knows nobody, whose questions are answered after some time, zero for at once. */
  Arp(EventExecutor loop, ScampRelease release, Duration answer) {
    this(loop, release, answer.toNanos());
  }

  private Arp(EventExecutor loop, ScampRelease release, long answerNanos) {
    this.loop = loop;
    this.release = release;
    this.answerNanos = answerNanos;
    Arrays.fill(known, TagEntry.NOWHERE.getAddress());
  }

  /** One of a chip without Ethernet, whom nobody answers. */
  static Arp unconnected(EventExecutor loop, ScampRelease release) {
    return new Arp(loop, release, NEVER);
  }

  boolean knows(InetAddress host) {
    return release.remembersHosts() && Arrays.asList(known).contains(host);
  }

  void learn(InetAddress host) {
    known[next] = host;
    next = (next + 1) % PLACES;
  }

  /** Asks for a host, and tells when it has answered. */
  void ask(InetAddress host, Consumer<InetAddress> found) {
    Runnable answered = () -> answered(host, found);
    if (answerNanos == 0) {
      answered.run();
    } else if (answerNanos != NEVER) {
      var unused = new LaterTask(answered).in(loop, answerNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void answered(InetAddress host, Consumer<InetAddress> found) {
    learn(host);
    found.accept(host);
  }
}
