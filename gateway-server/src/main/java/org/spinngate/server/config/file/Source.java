package org.spinngate.server.config.file;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.text.FileNames;

/**
 * Where the text being read came from, and what was found in it.
 *
 * @param name of the main file, as the operator gave it
 * @param folder of the main file
 * @param addresses reads addresses
 * @param findings of this reading
 */
record Source(String name, Path folder, Addresses addresses, Findings findings) {

  /** A problem at this place; an included file is named by its own name. */
  ConfigProblem at(ConfigOrigin origin, String path, String reason) {
    String file = fileOf(origin);
    boolean fromEnvironment = origin.description().startsWith("env var ");
    return new ConfigProblem(
        file == null ? name : asGiven(Path.of(file)),
        Math.max(0, origin.lineNumber()),
        path,
        fromEnvironment ? reason + " (value of " + origin.description() + ")" : reason);
  }

  /** A file's name in the way that the operator named the main one. */
  private String asGiven(Path file) {
    Path main = new FileNames().path(name).toAbsolutePath();
    if (file.equals(main)) {
      return name;
    }
    Path beside = main.resolveSibling("");
    return file.startsWith(beside)
        ? new FileNames().path(name).resolveSibling(beside.relativize(file)).toString()
        : file.toString();
  }

  /** A path of the file, relative to the folder of the file that contains it. */
  Path resolve(ConfigOrigin origin, String path) {
    String file = fileOf(origin);
    Path containing = file == null ? null : Path.of(file).getParent();
    Path base = file == null ? folder : containing == null ? Path.of("") : containing;
    return new FileNames().resolve(base, path);
  }

  /** The same for a part whose absence was told already: what follows from that is not told. */
  Source silent() {
    return new Source(name, folder, addresses, new Findings());
  }

  private static @Nullable String fileOf(ConfigOrigin origin) {
    return origin.filename();
  }
}
