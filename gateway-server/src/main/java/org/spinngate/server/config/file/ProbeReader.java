package org.spinngate.server.config.file;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spinngate.server.config.ProbeSettings;

/** Reads how boards are watched. */
final class ProbeReader {
  private ProbeReader() {}

  static Optional<ProbeSettings> read(Section probe) {
    Duration interval = probe.get("interval", Conversions::duration, Duration.ZERO);
    ProbeSettings.Hello hello =
        probe.get("hello", value -> hello(probe, value), new ProbeSettings.Hello.Off());
    probe.refuseUnknownKeys();
    return probe.build(() -> new ProbeSettings(interval, hello));
  }

  private static ProbeSettings.Hello hello(Section probe, ConfigValue value) throws Unfit {
    if (value instanceof ConfigList list) {
      return listed(probe, list);
    }
    return switch (Conversions.text(value)) {
      case "auto" -> new ProbeSettings.Hello.Auto();
      case "off" -> new ProbeSettings.Hello.Off();
      default ->
          throw new Unfit(
              "must be auto, off or a list of \"host:port\", but is '"
                  + Conversions.text(value)
                  + "'");
    };
  }

  private static ProbeSettings.Hello listed(Section probe, ConfigList list) throws Unfit {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (ConfigValue value : list) {
      addresses.add(probe.addresses().listener(Conversions.filled(value)));
    }
    if (addresses.isEmpty()) {
      throw new Unfit("is empty; write off to hear no hellos");
    }
    return new ProbeSettings.Hello.At(addresses);
  }
}
