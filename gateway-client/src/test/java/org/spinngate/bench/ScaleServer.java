package org.spinngate.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.spinngate.endtoend.ServerIdentity;
import org.spinngate.server.Main;
import org.spinngate.server.access.TokenHash;

/** A gateway-server as a process of its own, with room for many; Linux tells what it uses. */
final class ScaleServer implements AutoCloseable {
  static final String USER = "alice";
  static final String TOKEN = "for-measuring-only";

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int USER_TIME = 11;
  private static final int KERNEL_TIME = 12;

  /** What the kernel counts processor time in: USER_HZ, 100 on every Linux of today. */
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final InetSocketAddress address;

  private ScaleServer(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one.
   *
   * @param folder for its files, the log among them
   * @param options of Java
   */
  static ScaleServer start(
      Path folder, String boards, ServerIdentity identity, List<String> options)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("server.conf"), configuration(boards, identity));
    Path out = folder.resolve("server.out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), Main.class.getName(), "-c", file.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("server.log").toFile())
            .start();
    return new ScaleServer(process, ready(process, out));
  }

  /** The server's own classes first: the configuration of the log is hers. */
  private static String classPath() {
    String classes = Main.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return classes + File.pathSeparator + System.getProperty("java.class.path");
  }

  private static String configuration(String boards, ServerIdentity identity) {
    return """
        gateway {
          listen = ["127.0.0.1:0"]
          probe { interval = 0, hello = off }
          http.listen = []
          tls { certificate = "%s", key = "%s" }
          session.max-per-user = 100000
          limits { connections = 100000, sessions = 100000, flows = 100000, login-deadline = 1m }
          users.%s { tokens = ["%s"], boards = ["*"] }
          boards {
        %s
          }
        }
        """
        .formatted(
            identity.certificate(), identity.key(), USER, TokenHash.of(TOKEN).text(), boards);
  }

  private static InetSocketAddress ready(Process process, Path out)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    String text = "";
    while (!text.contains("ready:")) {
      boolean ended = process.waitFor(100, TimeUnit.MILLISECONDS);
      if (ended || System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new IOException("the server does not get ready: see " + out.getParent());
      }
      text = Files.readString(out);
    }
    String port = text.replaceFirst("(?s).*ready: .* at 127\\.0\\.0\\.1:(\\d+).*", "$1");
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  InetSocketAddress address() {
    return address;
  }

  /** Memory that is resident now, in bytes. */
  long residentBytes() throws IOException {
    for (String line : Files.readAllLines(proc("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D+", "")) * 1024;
      }
    }
    throw new IOException("no VmRSS");
  }

  /** Processor time since the start, of the user and of the kernel for it, in seconds. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(proc("stat"));
    // The second field is a name in brackets, which may itself contain blanks.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    long ticks = Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(KERNEL_TIME));
    return ticks / TICKS_PER_SECOND;
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
