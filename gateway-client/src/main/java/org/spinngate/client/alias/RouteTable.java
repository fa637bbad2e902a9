package org.spinngate.client.alias;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which network of this machine an address lies in, where Linux tells it ({@code /proc/net/route}).
 * Addresses there are hexadecimal numbers in the processor's order of bytes.
 */
final class RouteTable {
  private static final int COLUMNS = 8;

  private final Path file;

  /**
   * @param file {@code /proc/net/route}; where there is none, no network is known
   */
  RouteTable(Path file) {
    this.file = file;
  }

  private record Route(String device, int network, int gateway, int mask) {
    static Optional<Route> of(String line) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length < COLUMNS || !columns[1].matches("[0-9A-F]{8}")) {
        return Optional.empty();
      }
      return Optional.of(
          new Route(columns[0], number(columns[1]), number(columns[2]), number(columns[7])));
    }

    private static int number(String digits) {
      return Integer.reverseBytes(Integer.parseUnsignedInt(digits, 16));
    }

    boolean leadsTo(int address) {
      return (address & mask) == network;
    }

    /** Whether it is a network that this machine is in, and not what is left of the world. */
    boolean isNear() {
      return gateway == 0 && mask != 0;
    }
  }

  /** The device of the network that has an address, if this machine is in it. */
  Optional<String> nearDevice(Inet4Address address) {
    int wanted = ByteBuffer.wrap(address.getAddress()).getInt();
    return routes().stream()
        .filter(route -> route.leadsTo(wanted))
        .max(Comparator.comparingInt(route -> Integer.bitCount(route.mask)))
        .filter(Route::isNear)
        .map(Route::device);
  }

  private List<Route> routes() {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Route::of).flatMap(Optional::stream).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
