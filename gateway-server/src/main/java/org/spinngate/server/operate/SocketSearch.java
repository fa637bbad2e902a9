package org.spinngate.server.operate;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.spinngate.protocol.ExitCode;

/** Finds the one gateway that runs on this machine. */
public final class SocketSearch {
  private static final String CHOOSE = "choose one by --socket PATH, -c FILE or SPINNGATE_CONTROL";
  private static final String START =
      "start one with 'gateway-server serve -c FILE' (or 'systemctl start spinnaker-gateway'),"
          + " or name its socket by --socket PATH, -c FILE or SPINNGATE_CONTROL";

  private final SocketPlaces places;
  private final List<Path> live = new ArrayList<>();
  private final List<Path> barred = new ArrayList<>();

  /** In these places. */
  public SocketSearch(SocketPlaces places) {
    this.places = places;
  }

  /** The socket of the only gateway that runs here. */
  public Path any() throws VerbRefusal {
    return only(SocketPlaces::isFileName);
  }

  /** The socket of the gateway with this port. */
  public Path ofPort(int port) throws VerbRefusal {
    return only(SocketPlaces.fileName(port)::equals);
  }

  private Path only(Predicate<String> wanted) throws VerbRefusal {
    places.directories().stream().distinct().forEach(directory -> look(directory, wanted));
    if (live.size() == 1) {
      return live.get(0);
    }
    if (live.size() > 1) {
      throw VerbRefusal.usage("several gateways run here; " + CHOOSE + ":" + lines(live));
    }
    if (!barred.isEmpty()) {
      throw new VerbRefusal(
          ExitCode.UNREACHABLE,
          "this user may not talk to the gateway; run the command as the gateway's user or as root:"
              + lines(barred));
    }
    throw new VerbRefusal(
        ExitCode.UNREACHABLE,
        "no gateway is running here (looked in "
            + places.directories().stream().map(Path::toString).collect(Collectors.joining(", "))
            + "); "
            + START);
  }

  private static String lines(List<Path> paths) {
    return paths.stream().map(path -> "\n  " + path).collect(Collectors.joining());
  }

  private void look(Path directory, Predicate<String> wanted) {
    if (!Files.exists(directory)) {
      return;
    }
    if (!SocketDirectory.isTrusted(directory)) {
      barred.add(directory);
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (wanted.test(String.valueOf(file.getFileName()))) {
          sort(file);
        }
      }
    } catch (IOException e) {
      barred.add(directory);
    }
  }

  private void sort(Path file) {
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(file)).close();
      live.add(file);
    } catch (ConnectException e) {
      // Left over by a server that was killed.
    } catch (IOException e) {
      barred.add(file);
    }
  }
}
