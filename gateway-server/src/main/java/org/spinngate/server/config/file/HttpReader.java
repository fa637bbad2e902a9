package org.spinngate.server.config.file;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.spinngate.server.config.HttpSettings;

/** Reads the section of the status page. */
final class HttpReader {
  private HttpReader() {}

  static Optional<HttpSettings> read(Section http) {
    List<InetSocketAddress> listen =
        http.list("listen", value -> http.addresses().listener(Conversions.filled(value)));
    List<String> hosts = http.list("hosts", Conversions::filled);
    http.refuseUnknownKeys();
    Optional<HttpSettings> settings = http.build(() -> new HttpSettings(listen, hosts));
    if (settings.stream().anyMatch(one -> !one.exposed().isEmpty())) {
      http.warning(
          "listen",
          "can be reached from other machines, and asks for no login; users, boards and"
              + " addresses are shown there");
    }
    return settings;
  }
}
