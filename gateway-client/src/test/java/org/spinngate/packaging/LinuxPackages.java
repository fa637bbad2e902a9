package org.spinngate.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Makes what runs on Linux x64 without a Java: archives with a runtime inside, and the wheel. Run
 * by the profile {@code dist}, after the archive for all systems, whose files these have as well.
 */
public final class LinuxPackages {
  private static final String SYSTEM = "-linux-x64";

  private final Path dist;
  private final PackageVersion version;
  private final Instant time;

  private LinuxPackages(Path dist, PackageVersion version, Instant time) {
    this.dist = dist;
    this.version = version;
    this.time = time;
  }

  /**
   * Arguments: the folder of the packages, a folder for the runtime which is not there, the folder
   * with what only the wheel has, the version, the time of the build, the jars.
   */
  public static void main(String[] args) throws IOException {
    Optional<String> obstacle = JavaRuntime.obstacle();
    if (obstacle.isPresent()) {
      System.err.println("no archives with a Java runtime and no wheel: " + obstacle.get());
      return;
    }
    RuntimeModules.check(List.of(Path.of(args[5]), Path.of(args[6])));
    PackageVersion version = new PackageVersion(args[3]);
    LinuxPackages packages = new LinuxPackages(Path.of(args[0]), version, Instant.parse(args[4]));
    packages.write(JavaRuntime.make(Path.of(args[1])), Path.of(args[2]));
  }

  private void write(JavaRuntime runtime, Path sources) throws IOException {
    String name = "spinnaker-gateway-" + version.text();
    FileTree both =
        FileTree.ofZip(dist.resolve(name + ".zip"))
            .only(file -> !file.endsWith(".cmd"))
            .addAll("", runtime.files());
    FileTree client = both.only(LinuxPackages::isOfClient);
    archive(both, name + SYSTEM);
    archive(client, "spinnaker-gateway-client-" + version.text() + SYSTEM);
    Wheel wheel = new Wheel(version, runtime.glibc(), sources);
    ZipArchive.write(
        wheel.files(client),
        LocalDateTime.ofInstant(time, ZoneOffset.UTC),
        dist.resolve(wheel.fileName()));
  }

  private void archive(FileTree files, String name) throws IOException {
    TarArchive.write(files, name, time, dist.resolve(name + ".tar.gz"));
  }

  /** A client needs none of what is for servers alone. */
  static boolean isOfClient(String file) {
    return !file.contains("gateway-server")
        && !file.startsWith("systemd/")
        && (!file.startsWith("conf/") || file.equals("conf/client.conf"));
  }
}
