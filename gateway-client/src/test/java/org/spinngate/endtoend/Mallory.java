package org.spinngate.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.server.testing.ScpMessage;

/**
 * Somebody with a token who does everything at once that could take something from others: does not
 * read, floods, comes and goes, fills a queue and forges the source of packets. What the server
 * ends is begun again.
 */
final class Mallory implements AutoCloseable {
  static final String NAME = "mallory";

  /** Where floods go: several may have it. */
  static final String SHARED = "prey-shared";

  /** For sessions that come and go, and forged packets. */
  static final String EXCLUSIVE = "prey-exclusive";

  /** Somebody else has it all the time. */
  static final String HELD = "held";

  private static final String NOBODYS_ADDRESS = "127.0.0.3";
  private static final int READ = 2;
  private static final int PACKETS = 100;

  /** Handshakes take the processor of the machine that the others are on, too. */
  private static final long PAUSE_MILLIS = 100;

  /** With the other things, one more than connections of one user are allowed. */
  private static final int UNREAD = 10;

  /** As long as a flood lasts. */
  private static final long WHILE_MILLIS = 5_000;

  private final InetSocketAddress server;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, AtomicLong> done = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicLong> ended = new ConcurrentSkipListMap<>();
  private final AtomicLong forgedBytes = new AtomicLong();
  private final AtomicLong victimsBytes = new AtomicLong();

  /** One thing that is done over and over. */
  private interface Deed {
    void once() throws IOException, GeneralSecurityException, InterruptedException;
  }

  /** Begins at once. */
  Mallory(InetSocketAddress server) {
    this.server = server;
    for (int one = 1; one <= UNREAD; one++) {
      begin("reads nothing " + one, () -> hold(Flooder.unread(server, NAME)));
    }
    for (Flooder.Kind kind : Flooder.Kind.values()) {
      begin("floods with " + kind, () -> hold(new Flooder(server, NAME, SHARED, kind)));
    }
    begin("comes and goes", this::comeAndGo);
    begin("waits", this::queue);
    begin("waits once more", this::queue);
    begin("forges", this::forge);
  }

  private void begin(String name, Deed deed) {
    done.put(name, new AtomicLong());
    ended.put(name, new AtomicLong());
    Thread thread = new Thread(() -> repeat(name, deed), NAME + " " + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void repeat(String name, Deed deed) {
    try {
      do {
        try {
          deed.once();
          done.get(name).incrementAndGet();
        } catch (IOException refused) {
          ended.get(name).incrementAndGet();
        }
      } while (!pause(PAUSE_MILLIS));
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void hold(Flooder flooder) throws IOException, InterruptedException {
    try (flooder) {
      pause(WHILE_MILLIS);
    }
  }

  /** Returns whether it is over. */
  private boolean pause(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  private void comeAndGo() throws IOException, GeneralSecurityException {
    try (RawClient client = new RawClient(server).logIn(NAME)) {
      client.say(new Open(EXCLUSIVE, 0));
      // The answer to the login, and what becomes of the wish.
      client.frame().release();
      client.frame().release();
      client.say(new Bye(CloseCause.RELEASED, ""));
    }
  }

  private void queue() throws IOException, GeneralSecurityException, InterruptedException {
    try (RawClient client = new RawClient(server).logIn(NAME)) {
      client.say(new Open(HELD, 600));
      pause(WHILE_MILLIS);
    }
  }

  private void forge() throws IOException, GeneralSecurityException, InterruptedException {
    try (ForgingUser user = new ForgingUser(server, NAME, SHARED);
        Victim victim = new Victim(InetAddress.getByName(NOBODYS_ADDRESS))) {
      user.choosePackets();
      for (int packet = 0; packet < PACKETS; packet++) {
        victim.forge(server, user.question(ScpMessage.request(READ, packet, 0x70000000, 256, 2)));
      }
      // What was caused by these is on its way.
      pause(PAUSE_MILLIS);
      forgedBytes.addAndGet(victim.forged());
      victimsBytes.addAndGet(victim.bytes());
    }
  }

  /** How often that was tried which was tried least. */
  long leastDone() {
    return done.keySet().stream()
        .mapToLong(name -> done.get(name).get() + ended.get(name).get())
        .min()
        .orElse(0);
  }

  /** How many bytes an address got that never answered, for each that was sent in its name. */
  double amplification() {
    return victimsBytes.get() / (double) Math.max(1, forgedBytes.get());
  }

  @Override
  public String toString() {
    return "done " + done + ", ended by the server " + ended;
  }

  @Override
  public void close() {
    over.countDown();
  }
}
