package org.spinngate.server.config.file;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds an included file beside the one that includes it. A file that is not there is an error:
 * passed over in silence, it would take boards and users with it.
 */
final class RequiredIncludes implements ConfigIncluder {
  private final Path folder;
  private final Set<Path> found = new LinkedHashSet<>();

  /**
   * @param folder of the main file
   */
  RequiredIncludes(Path folder) {
    this.folder = folder;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable file = context.relativeTo(what);
    boolean isFile = file != null && file.origin().filename() != null;
    if (!isFile || !isReadable(Path.of(file.origin().filename()))) {
      throw new ConfigException.Generic(
          "includes " + what + ", which is not a readable file in " + folder);
    }
    found.add(Path.of(file.origin().filename()));
    return file.parse(file.options().setAllowMissing(false));
  }

  private static boolean isReadable(Path path) {
    return SensibleFile.is(path) && Files.isReadable(path);
  }

  /** The files that were included until now. */
  Set<Path> found() {
    return found;
  }
}
