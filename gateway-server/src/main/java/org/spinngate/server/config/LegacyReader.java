package org.spinngate.server.config;

/** Checks the keys for old clients, which are reserved and not served yet. */
final class LegacyReader {
  private LegacyReader() {}

  static void check(Section legacy) {
    if (legacy.get("enabled", Conversions::flag, false)) {
      legacy.problem("enabled", "old clients are not served by this version; write false");
    }
    legacy.list("boot-listen", value -> legacy.addresses().listener(Conversions.filled(value)));
    legacy.list("allow", value -> legacy.addresses().block(Conversions.filled(value)));
    legacy.find("board", Conversions::text);
    Section clients = legacy.section("clients");
    for (String client : clients.keys()) {
      clients.find(
          client,
          value -> {
            legacy.addresses().host(client);
            return Conversions.filled(value);
          });
    }
    legacy.refuseUnknownKeys();
  }
}
