package org.spinngate.endtoend.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.spinngate.endtoend.Facility;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.GatewayServer;
import org.spinngate.server.config.HttpSettings;
import org.spinngate.server.http.StatusServer;
import org.spinngate.server.http.StatusSources;
import org.spinngate.server.report.BoardRow;
import org.spinngate.server.report.HealthReport;

/** The status page of a facility, and a browser that asks and asks and reads nothing. */
final class Page implements AutoCloseable {
  private static final int MANY = 20_000;
  private static final byte[] GET =
      "GET /page.js HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII);

  private final StatusServer page;

  Page(Facility facility) {
    GatewayServer server = facility.server();
    HttpSettings anyPort =
        new HttpSettings(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), List.of());
    page =
        new StatusServer(
            anyPort,
            Transport.best(),
            new StatusSources(
                () -> server.boards().all().stream().map(BoardRow::of).toList(),
                () -> server.table().rows(),
                Optional.empty(),
                () -> HealthReport.of(server.health()),
                server.metrics(),
                "soak",
                Clock.systemUTC()));
    page.start();
  }

  /** Sends requests one after the other for as long as they are taken; none is read. */
  SocketChannel askWithoutReading() throws IOException {
    SocketChannel browser = SocketChannel.open(page.addresses().get(0));
    browser.configureBlocking(false);
    for (int sent = 0; sent < MANY; sent++) {
      if (browser.write(ByteBuffer.wrap(GET)) < GET.length) {
        break;
      }
    }
    return browser;
  }

  @Override
  public void close() {
    page.close();
  }
}
