package org.spinngate.endtoend.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.endtoend.Facility;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.testing.ScpApplication;

/**
 * The user's end of the old tool, written from the table of its wire: two local ports, each with a
 * way of its own to the server, and nothing that is said beside datagrams.
 */
public final class LegacyProgram implements AutoCloseable {
  private final LegacyService scp;
  private final LegacyService boot;
  private final List<ScpApplication> applications = new ArrayList<>();

  /**
   * @param from the address that the server sees
   */
  public LegacyProgram(Facility facility, LegacyMode mode, String from) {
    this(facility.address(), bootOf(facility), mode, from);
  }

  /** To addresses of the server that the test chooses. */
  public LegacyProgram(
      InetSocketAddress scpServer, InetSocketAddress bootServer, LegacyMode mode, String from) {
    try {
      InetAddress own = InetAddress.getByName(from);
      scp = new LegacyService(LegacyWire.to(scpServer, mode.sdpViaTcp(), own), "scp");
      boot = new LegacyService(LegacyWire.to(bootServer, mode.bootViaTcp(), own), "boot");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the facility takes boots of old clients. */
  public static InetSocketAddress bootOf(Facility facility) {
    return facility.server().bootAddresses().get(0);
  }

  public InetSocketAddress scp() {
    return scp.address();
  }

  public InetSocketAddress boot() {
    return boot.address();
  }

  /** An application that has no reason ever to ask twice. */
  public ScpApplication application() throws IOException {
    return application(TestClient.PATIENCE, 1);
  }

  public ScpApplication application(Duration timeout, int tries) throws IOException {
    ScpApplication application = new ScpApplication(scp(), timeout, tries);
    applications.add(application);
    return application;
  }

  @Override
  public void close() {
    try {
      for (ScpApplication application : applications) {
        application.close();
      }
      scp.close();
      boot.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
