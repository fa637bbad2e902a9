package org.spinngate.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.server.ServerProgram;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Makes what packages hold and no source file does: manual pages, shell completions, and the list
 * of changes that Debian asks for. Run by the profile {@code dist}; see docs/decisions.
 */
public final class PackageFiles {
  private static final int MOST_COMPRESSED_FLAG = 8; // its place in a header of gzip, RFC 1952
  private static final byte MOST_COMPRESSED = 2;

  private final Path folder;
  private final String version;
  private final OffsetDateTime time;

  /**
   * @param folder where the files go
   * @param version of the programs
   * @param time of the build, the same for the same sources
   */
  PackageFiles(Path folder, String version, OffsetDateTime time) {
    this.folder = folder;
    this.version = version;
    this.time = time;
  }

  /** Arguments: the folder for the files, the version, the time of the build. */
  public static void main(String[] args) throws IOException {
    PackageFiles files = new PackageFiles(Path.of(args[0]), args[1], OffsetDateTime.parse(args[2]));
    files.describe(ServerProgram.commandLine());
    files.describe(ClientProgram.commandLine());
  }

  void describe(CommandLine program) throws IOException {
    String name = program.getCommandName();
    ManualPage page = new ManualPage(program);
    for (ManualPage each : Stream.concat(Stream.of(page), page.subcommands().stream()).toList()) {
      String text =
          each.text("SpiNNaker Gateway " + version, DateTimeFormatter.ISO_LOCAL_DATE.format(time));
      write(Path.of("man", each.fileName()), text.getBytes(UTF_8));
      write(Path.of("man-gz", name, each.fileName() + ".gz"), gzip(text));
    }
    write(Path.of("completions", "bash", name), completion(name, program).getBytes(UTF_8));
    write(Path.of("changes", name, "changelog.gz"), gzip(changes("spinnaker-" + name)));
  }

  /** To be read by a shell, not to be run: the line with the interpreter is left out. */
  private static String completion(String name, CommandLine program) {
    return AutoComplete.bash(name, program).replaceFirst("^#!.*\n", "");
  }

  /** Debian's form; what has changed stands elsewhere. */
  private String changes(String debianPackage) {
    return String.join(
        "\n",
        debianPackage + " (" + new PackageVersion(version).debian() + ") unstable; urgency=medium",
        "",
        "  * The version " + version + " of SpiNNaker Gateway.",
        "",
        " -- SpiNNaker Gateway maintainers <maintainers@spinngate.example>  "
            + DateTimeFormatter.RFC_1123_DATE_TIME.format(time).replace("GMT", "+0000"),
        "");
  }

  private void write(Path name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** Without name and time, so that the same text gives the same bytes. */
  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new Best(bytes)) {
      packed.write(text.getBytes(UTF_8));
    }
    byte[] file = bytes.toByteArray();
    file[MOST_COMPRESSED_FLAG] = MOST_COMPRESSED;
    return file;
  }

  private static final class Best extends GZIPOutputStream {
    Best(ByteArrayOutputStream bytes) throws IOException {
      super(bytes);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
