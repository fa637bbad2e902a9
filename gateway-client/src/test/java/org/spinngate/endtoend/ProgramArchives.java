package org.spinngate.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.spinngate.client.command.Main;
import org.spinngate.server.testing.ScpApplication;

/** Makes {@link ProgramClasses}, once before all tests. */
final class ProgramArchives {
  private ProgramArchives() {}

  /** Makes them in the folder that the build names. */
  public static void main(String[] args) throws Exception {
    // Where our programs are tested as processes.
    if (System.getProperty("os.name").equals("Linux")) {
      make(new ProgramClasses(Path.of(args[0])));
    }
  }

  private static void make(ProgramClasses classes) throws Exception {
    for (Class<?> main : List.of(org.spinngate.server.Main.class, Main.class)) {
      Files.deleteIfExists(classes.archive(main));
    }
    List<String> jars = new ArrayList<>();
    for (Path entry : entries()) {
      Path jar = classes.jar(entry);
      if (!jar.equals(entry)) {
        pack(entry, jar);
      }
      jars.add(jar.toString());
    }
    classes.list(String.join(File.pathSeparator, jars));
    rehearse(classes);
  }

  private static List<Path> entries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::exists)
        .toList();
  }

  private static void pack(Path classes, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(classes)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    Files.createDirectories(jar.getParent());
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
  }

  /**
   * A server and a client that does some work; Java writes each archive at the end of a process.
   */
  private static void rehearse(ProgramClasses classes) throws Exception {
    Path home = Folders.temporary("rehearsal");
    Path file =
        SmallServer.configuration(
            home, "http.listen = [\"127.0.0.1:0\"]", "control.socket = control");
    try (Program server =
        Program.start(
            org.spinngate.server.Main.class,
            archiving(classes, org.spinngate.server.Main.class),
            List.of("-c", file.toString()))) {
      String port =
          server.awaitOut("ready: ").replaceFirst(".* at 127\\.0\\.0\\.1:(\\d+),.*", "$1");
      try (Program client =
          Program.start(Main.class, archiving(classes, Main.class), user(home, port))) {
        String scp = client.awaitOut("ready: ").replaceFirst(".*\\(SCP (\\d+), .*", "$1");
        askOnce(Integer.parseInt(scp));
        end(client);
      }
      end(server);
    }
  }

  private static List<String> user(Path home, String port) {
    return List.of(
        "--server",
        "127.0.0.1:" + port,
        "--user",
        "alice",
        "--token-file",
        Folders.tokenFile(home, FacilityPlan.token("alice")).toString(),
        "--pin",
        ServerIdentity.forLoopback().pin(),
        "--board",
        "spin5-01",
        "--scp-port=0",
        "--boot-port=0");
  }

  private static void askOnce(int port) throws IOException {
    InetSocketAddress board = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (ScpApplication tool = new ScpApplication(board, TestClient.PATIENCE, 1)) {
      tool.version();
    }
  }

  private static void end(Program program) throws Exception {
    program.signal("TERM");
    if (program.exitCode() != 0) {
      throw new IllegalStateException(program.out() + " " + program.err());
    }
  }

  private static List<String> archiving(ProgramClasses classes, Class<?> main) {
    return List.of("-XX:ArchiveClassesAtExit=" + classes.archive(main));
  }
}
