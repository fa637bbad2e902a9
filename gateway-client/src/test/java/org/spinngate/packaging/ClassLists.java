package org.spinngate.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spinngate.server.testing.ScpMessage;

/**
 * Writes down which classes each program loads, for the archive that its start script has Java make
 * of them: runs a server with a simulated board, and a client by which a tool asks the board for
 * its version.
 */
final class ClassLists {
  private static final Pattern SERVER = Pattern.compile("ready: .* at ([0-9.:]+), .*");
  private static final Pattern BOARD = Pattern.compile("ready: .*\\(SCP ([0-9]+), .*");

  /** What depends on the moment. */
  private static final Pattern TIMING = Pattern.compile("#|jdk/jfr/");

  private static final int PATIENCE_MILLIS = 60_000;

  private static final int VERSION = 0;

  private final Path server;
  private final Path client;
  private final Path to;
  private final Path folder;

  private ClassLists(Path server, Path client, Path to, Path folder) {
    this.server = server;
    this.client = client;
    this.to = to;
    this.folder = folder;
  }

  /** The jars of server and client, and the folder for the lists. */
  public static void main(String[] args) throws Exception {
    Path to = Files.createDirectories(Path.of(args[2]));
    Path folder = Files.createTempDirectory("class-lists");
    try {
      new ClassLists(Path.of(args[0]), Path.of(args[1]), to, folder).make();
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private void make() throws Exception {
    List<String> certificate =
        lines(start(List.of(), server, "new-cert", "--out", folder.toString()));
    List<String> token = lines(start(List.of(), server, "new-token", "demo", "--board", "*"));
    Path tokenFile = Files.writeString(folder.resolve("token"), token.get(0) + "\n");
    tokenFile.toFile().setReadable(false, false);
    tokenFile.toFile().setReadable(true, true);
    Process gateway =
        start(
            listing("gateway-server"),
            server,
            "-c",
            configuration(hashOf(token.get(1))).toString());
    try {
      String address = awaited(gateway, SERVER);
      String pin = find("sha256:[0-9a-f]+", String.join(" ", certificate));
      Process user = start(listing("gateway-client"), client, access(address, pin, tokenFile));
      try {
        ask(Integer.parseInt(awaited(user, BOARD)));
      } finally {
        end(user);
      }
    } finally {
      end(gateway);
    }
    inOrder("gateway-server");
    inOrder("gateway-client");
  }

  private String[] access(String address, String pin, Path token) {
    return new String[] {
      "--server",
      address,
      "--board",
      "b",
      "--user",
      "demo",
      "--pin",
      pin,
      "--scp-port",
      "0",
      "--boot-port",
      "0",
      "--token-file",
      token.toString()
    };
  }

  private Path configuration(String hash) throws IOException {
    return Files.writeString(
        folder.resolve("server.conf"),
        """
        gateway {
          listen = ["127.0.0.1:0"]
          http.listen = ["127.0.0.1:0"]
          tls { certificate = "server.pem", key = "server.key" }
          control.socket = control
          users.demo { tokens = ["%s"], boards = ["*"] }
          boards.b { simulated = true, simulation.booted = true }
        }
        """
            .formatted(hash));
  }

  private static String hashOf(String line) {
    return find("sha256:[0-9a-f]+", line);
  }

  private static String find(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return found.group();
  }

  private List<String> listing(String name) {
    return List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + folder.resolve(name));
  }

  private Process start(List<String> options, Path jar, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    return builder.redirectError(folder.resolve("errors").toFile()).start();
  }

  private List<String> lines(Process process) throws Exception {
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("errors")));
    }
    return text.lines().toList();
  }

  private String awaited(Process process, Pattern line) throws IOException {
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String next = out.readLine(); next != null; next = out.readLine()) {
      Matcher matcher = line.matcher(next);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    throw new IOException("not ready: " + Files.readString(folder.resolve("errors")));
  }

  /** Several, so that what only the second datagram needs is loaded as well. */
  private static void ask(int port) throws IOException {
    try (DatagramSocket tool = new DatagramSocket()) {
      tool.setSoTimeout(PATIENCE_MILLIS);
      tool.connect(InetAddress.getLoopbackAddress(), port);
      for (int i = 0; i < 3; i++) {
        byte[] request = ScpMessage.request(VERSION, i);
        tool.send(new DatagramPacket(request, request.length));
        tool.receive(new DatagramPacket(new byte[512], 512));
      }
    }
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
  }

  /** The same for every build: threads load classes in an order of their own each time. */
  private void inOrder(String name) throws IOException {
    List<String> lines =
        Files.readAllLines(folder.resolve(name)).stream()
            .filter(line -> !TIMING.matcher(line).lookingAt())
            .map(line -> line.replaceFirst(" id: .*", ""))
            .distinct()
            .sorted(
                Comparator.comparing((String line) -> line.startsWith("@")).thenComparing(l -> l))
            .toList();
    Files.write(to.resolve(name + ".classes"), lines);
  }
}
