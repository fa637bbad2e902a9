package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.spinngate.client.GatewayClient;
import org.spinngate.client.config.ConnectSettings;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.local.TrafficSummary;
import org.spinngate.client.testing.RecordedEvents;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.RepeatTimes;
import org.spinngate.protocol.Timing;
import org.spinngate.server.testing.ScpApplication;

/** A real client, what happened to it, and the applications that use it. */
public final class TestClient implements AutoCloseable {
  /** Longer than anything takes on the slowest machine. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * By this, no datagram grows old before its application has lost patience, however long the
   * machine stands still.
   */
  static final Timing UNHURRIED =
      new Timing(System::nanoTime, new RepeatTimes(PATIENCE, PATIENCE, PATIENCE));

  private final RecordedEvents events = new RecordedEvents();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final List<ScpApplication> applications = new ArrayList<>();
  private final String address;
  private final GatewayClient gateway;

  private TestClient(ConnectSettings settings, Timing timing) {
    this.address = settings.local().bind();
    try {
      this.gateway = GatewayClient.start(settings, events, warnings::add, timing);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins to connect; by this client no datagram is dropped for being old. */
  public static TestClient start(ConnectSettings settings) {
    return start(settings, UNHURRIED);
  }

  /** Begins to connect. */
  public static TestClient start(ConnectSettings settings, Timing timing) {
    return new TestClient(settings, timing);
  }

  /** Waits until the board is there. */
  public TestClient ready() {
    opened();
    return this;
  }

  public Opened opened() {
    try {
      return gateway.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("not opened: " + events.states(), e);
    }
  }

  /** The session that this client has now. */
  public Opened session() {
    assertThat(events.latest()).isInstanceOf(LinkState.Up.class);
    return ((LinkState.Up) events.latest()).session();
  }

  public RecordedEvents events() {
    return events;
  }

  /** What it has warned of. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  public GatewayClient gateway() {
    return gateway;
  }

  public TrafficSummary traffic() {
    return gateway.traffic().join();
  }

  /** Why it is over; waits for that. */
  public Ending ending() {
    try {
      return gateway.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("not ended: " + events.states(), e);
    }
  }

  public InetSocketAddress scp() {
    return new InetSocketAddress(address, gateway.scpPort());
  }

  public InetSocketAddress boot() {
    return new InetSocketAddress(address, gateway.bootPort());
  }

  /**
   * An application that has no reason ever to ask twice, however slow the machine. Behind a server
   * for which datagrams grow old in earnest, use {@link #persistentApplication()}.
   */
  public ScpApplication application() throws IOException {
    return application(PATIENCE, 1);
  }

  /** An application that asks again as the tools do, but does not give up before a test does. */
  public ScpApplication persistentApplication() throws IOException {
    return application(Duration.ofSeconds(1), (int) PATIENCE.toSeconds());
  }

  public ScpApplication application(Duration timeout, int tries) throws IOException {
    ScpApplication application = new ScpApplication(scp(), timeout, tries);
    applications.add(application);
    return application;
  }

  /** Closes all of them at the same time: each takes a while to say goodbye. */
  public static void closeAll(Collection<TestClient> clients) {
    clients.stream()
        .map(client -> CompletableFuture.runAsync(client::close, task -> new Thread(task).start()))
        .toList()
        .forEach(CompletableFuture::join);
  }

  @Override
  public void close() {
    gateway.close();
    for (ScpApplication application : applications) {
      try {
        application.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
