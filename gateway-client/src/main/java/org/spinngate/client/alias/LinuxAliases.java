package org.spinngate.client.alias;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** On Linux, by the program {@code ip}, with the rights that this process has. */
final class LinuxAliases implements AliasMaker {
  private static final long PATIENCE_SECONDS = 5;

  /** CAP_NET_ADMIN of capabilities(7). */
  private static final int NETWORK_ADMINISTRATION = 12;

  private final Path proc;
  private final List<Path> places;

  /**
   * @param proc {@code /proc}
   * @param places where {@code ip} may be
   */
  LinuxAliases(Path proc, List<Path> places) {
    this.proc = proc;
    this.places = List.copyOf(places);
  }

  /** Where distributions have their programs. */
  static LinuxAliases usual() {
    return new LinuxAliases(
        Path.of("/proc"),
        Stream.of("/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip", "/bin/ip").map(Path::of).toList());
  }

  @Override
  public void make(Inet4Address address) throws IOException {
    run(words("add", address));
  }

  @Override
  public void remove(Inet4Address address) throws IOException {
    run(words("del", address));
  }

  @Override
  public String commandToMake(Inet4Address address) {
    return "sudo ip " + String.join(" ", words("add", address));
  }

  @Override
  public String commandToRemove(Inet4Address address) {
    return "sudo ip " + String.join(" ", words("del", address));
  }

  private static List<String> words(String verb, Inet4Address address) {
    return List.of("addr", verb, address.getHostAddress() + "/32", "dev", "lo");
  }

  private Optional<Path> program() {
    return places.stream().filter(Files::isExecutable).findFirst();
  }

  private void run(List<String> words) throws IOException {
    Path program = program().orElseThrow(() -> new IOException("there is no program 'ip'"));
    List<String> command = new ArrayList<>(words);
    command.add(0, program.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("'ip' does not come to an end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(reason(process));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** What it says is a line or two, which fit the pipe. */
  private static String reason(Process process) throws IOException {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.lines()
        .findFirst()
        .map(line -> line.substring(line.lastIndexOf(':') + 1).strip())
        .filter(line -> !line.isEmpty())
        .orElse("'ip' failed with " + process.exitValue());
  }

  /** What {@code ip} would have: root's rights, or those that this process passes on to others. */
  @Override
  public boolean isAllowed() {
    try {
      List<String> status = Files.readAllLines(proc.resolve("self").resolve("status"));
      boolean root = fields(status, "Uid:").get(1).equals("0");
      return program().isPresent()
          && (mayAdminister(status, "CapAmb:") || (root && mayAdminister(status, "CapBnd:")));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return false;
    }
  }

  private static boolean mayAdminister(List<String> status, String rights) {
    long bits = Long.parseUnsignedLong(fields(status, rights).get(0), 16);
    return (bits >>> NETWORK_ADMINISTRATION & 1) == 1;
  }

  private static List<String> fields(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> List.of(line.substring(name.length()).strip().split("\\s+", -1)))
        .orElse(List.of());
  }
}
