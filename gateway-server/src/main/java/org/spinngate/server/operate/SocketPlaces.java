package org.spinngate.server.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spinngate.protocol.text.FileNames;

/**
 * Where control sockets are unless the operator says otherwise. A server takes the first directory
 * that it can use; a command looks in all of them.
 *
 * @param directories from the best to the worst
 */
public record SocketPlaces(List<Path> directories) {
  private static final String FOLDER = "spinnaker-gateway";

  /** Copies the list. */
  public SocketPlaces {
    directories = List.copyOf(directories);
  }

  /**
   * Those of this machine and user: what systemd made for the service, what the login made for the
   * user, the system's own, and a directory of the user among the temporary files.
   */
  public static SocketPlaces of(Map<String, String> environment) {
    FileNames names = new FileNames();
    List<Path> directories = new ArrayList<>();
    String ofService = environment.getOrDefault("RUNTIME_DIRECTORY", "");
    if (!ofService.isEmpty()) {
      // Of several, systemd puts a colon between them.
      directories.add(names.path(ofService.split(":", 2)[0]));
    }
    String ofUser = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!ofUser.isEmpty()) {
      directories.add(names.path(ofUser).resolve(FOLDER));
    }
    directories.add(Path.of("/run", FOLDER));
    directories.add(
        Path.of(
            System.getProperty("java.io.tmpdir"), FOLDER + "-" + System.getProperty("user.name")));
    return new SocketPlaces(directories);
  }

  /** Several servers on one machine have different ports. */
  public static String fileName(int port) {
    return "control-" + port + ".sock";
  }

  /** Whether a file may be such a socket, of any port. */
  static boolean isFileName(String name) {
    return name.matches("control-[0-9]{1,5}\\.sock");
  }

  /**
   * Where the server with this port has its socket.
   *
   * @throws IOException if none of the directories can be used; the message has the reasons
   */
  public Path forServer(int port) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (Path directory : directories) {
      try {
        SocketDirectory.prepare(directory);
        if (Files.isWritable(directory)) {
          return directory.resolve(fileName(port));
        }
        reasons.add(directory + " is not writable");
      } catch (IOException e) {
        reasons.add(directory + ": " + e.getMessage());
      }
    }
    throw new IOException("no directory for a control socket: " + String.join("; ", reasons));
  }
}
