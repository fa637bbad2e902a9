package org.spinngate.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives, wheel and runtime for Linux x64, each piece for itself. */
class LinuxPackagesTest {
  private static final Path WHEEL_SOURCES = Path.of("../gateway-server/src/packaging/wheel");
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final LocalDateTime LOCAL = LocalDateTime.of(2026, 1, 1, 0, 0);

  @TempDir private Path folder;

  private static FileTree client() {
    return new FileTree()
        .add("bin/gateway-client", "script".getBytes(UTF_8), true)
        .add("lib/gateway-client.jar", "jar".getBytes(UTF_8), false)
        .add("runtime/bin/java", "java".getBytes(UTF_8), true)
        .add("README.md", "text".getBytes(UTF_8), false)
        .add("COPYRIGHT", "terms".getBytes(UTF_8), false);
  }

  @Test
  void aTarHasFoldersFirstAndSaysWhichFilesAreProgramsAndOfWhichTime() throws IOException {
    String deep = "docs/" + "long/".repeat(20) + "name.md";
    FileTree tree = client().add(deep, new byte[513], false);
    Path file = folder.resolve("a.tar.gz");

    TarArchive.write(tree, "top", TIME, file);

    byte[] tar = new GZIPInputStream(Files.newInputStream(file)).readAllBytes();
    assertThat(tar.length % 512).isZero();
    assertThat(field(tar, 0, 100)).isEqualTo("top/");
    List<String> names =
        IntStream.range(0, tar.length / 512)
            .map(block -> block * 512)
            .filter(at -> field(tar, at + 257, 5).equals("ustar"))
            .mapToObj(at -> field(tar, at + 100, 7) + " " + name(tar, at))
            .toList();
    assertThat(names)
        .contains("0000755 top/bin/", "0000755 top/bin/gateway-client", "0000644 top/README.md")
        .endsWith("0000755 top/runtime/bin/java")
        .contains("0000644 top/" + deep);
    assertThat(Long.parseLong(field(tar, 136, 11), 8)).isEqualTo(TIME.getEpochSecond());
    assertThat(checksum(tar)).isEqualTo(Integer.parseInt(field(tar, 148, 6), 8));
  }

  private static String name(byte[] tar, int at) {
    String prefix = field(tar, at + 345, 155);
    return (prefix.isEmpty() ? "" : prefix + "/") + field(tar, at, 100);
  }

  private static String field(byte[] tar, int from, int length) {
    return new String(tar, from, length, UTF_8).split("\0", 2)[0];
  }

  private static int checksum(byte... tar) {
    byte[] header = Arrays.copyOf(tar, 512);
    Arrays.fill(header, 148, 156, (byte) ' ');
    return IntStream.range(0, 512).map(i -> Byte.toUnsignedInt(header[i])).sum();
  }

  @Test
  void theSameFilesGiveTheSameArchives() throws IOException {
    for (String name : List.of("first", "second")) {
      TarArchive.write(client(), "top", TIME, folder.resolve(name + ".tar.gz"));
      ZipArchive.write(client(), LOCAL, folder.resolve(name + ".zip"));
    }

    for (String kind : List.of(".tar.gz", ".zip")) {
      assertThat(folder.resolve("first" + kind))
          .hasSameBinaryContentAs(folder.resolve("second" + kind));
    }
  }

  @Test
  void aWheelNamesEveryFileWithItsDigestAndWhatTheFirstStartMakes() throws IOException {
    Wheel wheel = new Wheel(new PackageVersion("0.1.0-SNAPSHOT"), 34, WHEEL_SOURCES);

    FileTree files = wheel.files(client());

    String info = "spinnaker_gateway_client-0.1.0.dev0.dist-info/";
    assertThat(wheel.fileName())
        .isEqualTo("spinnaker_gateway_client-0.1.0.dev0-py3-none-manylinux_2_34_x86_64.whl");
    assertThat(text(files, info + "RECORD").lines().map(line -> line.split(",", 2)[0]))
        .containsAll(files.files().keySet())
        .contains("spinnaker_gateway_client/lib/gateway-client-runtime.jsa")
        .doesNotHaveDuplicates();
    assertThat(text(files, info + "RECORD"))
        .as("SHA-256 of \"jar\", as Python has it")
        .contains(
            "spinnaker_gateway_client/lib/gateway-client.jar,"
                + "sha256=AWPx7qeJQ1AGBiTTFSNNQMUIqyUboSFxTiNFAwRfqt0,3\n");
    assertThat(text(files, info + "METADATA"))
        .contains("\nVersion: 0.1.0.dev0\n")
        .doesNotContain("[[", "Requires-Dist");
    assertThat(text(files, info + "WHEEL")).contains("Tag: py3-none-manylinux_2_34_x86_64");
    assertThat(files.files().get("spinnaker_gateway_client/runtime/bin/java").program()).isTrue();
  }

  private static String text(FileTree files, String name) {
    return new String(files.files().get(name).content(), UTF_8);
  }

  @Test
  void aProgramSaysTheNewestGlibcThatItNeeds() {
    byte[] program = "..GLIBC_2.2.5\0..GLIBC_2.34\0GLIBC_2.9\0GLIBC_PRIVATE".getBytes(UTF_8);

    assertThat(JavaRuntime.glibc(program)).isEqualTo(34);
    assertThat(JavaRuntime.glibc("nothing".getBytes(UTF_8))).isZero();
  }

  @Test
  void whereNoRuntimeCanBeMadeTheReasonIsTold() throws IOException {
    Path jdk = Files.createDirectories(folder.resolve("jdk/jmods")).getParent();

    assertThat(JavaRuntime.obstacle("Mac OS X aarch64", jdk))
        .hasValue("this machine is Mac OS X aarch64");
    assertThat(JavaRuntime.obstacle("Linux amd64", jdk)).hasValue(jdk + " has no jmods");
    Files.createFile(jdk.resolve("jmods/java.base.jmod"));
    assertThat(JavaRuntime.obstacle("Linux amd64", jdk)).isEmpty();
  }

  @Test
  void aModuleThatNobodyHasThoughtOfStopsTheBuild() throws IOException {
    Path jar = folder.resolve("some.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("Probe.class"));
      String name = "/" + ModuleProbe.class.getName().replace('.', '/') + ".class";
      out.write(LinuxPackagesTest.class.getResourceAsStream(name).readAllBytes());
    }

    assertThat(RuntimeModules.usedBy(jar)).containsExactlyInAnyOrder("java.base", "java.prefs");
    assertThatThrownBy(() -> RuntimeModules.check(List.of(jar)))
        .hasMessageContaining("uses [java.prefs]");
  }

  /** Uses a module that neither program does. */
  static final class ModuleProbe {
    private ModuleProbe() {}

    static Class<?> other() {
      return java.util.prefs.Preferences.class;
    }
  }

  @Test
  void aClientsArchiveHasNothingOfTheServer() {
    assertThat(
            List.of(
                "bin/gateway-client", "conf/client.conf", "runtime/bin/java", "docs/operations.md"))
        .allMatch(LinuxPackages::isOfClient);
    assertThat(
            List.of(
                "bin/gateway-server",
                "man/man1/gateway-server-kick.1",
                "conf/server.conf",
                "systemd/spinnaker-gateway.service"))
        .noneMatch(LinuxPackages::isOfClient);
  }
}
