package org.spinngate.server.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.spinngate.server.config.file.SensibleFile;

/**
 * What is in some files, in short. Two of them are equal if every byte is; what a file is called,
 * when it was written and by way of which links it is reached makes no difference.
 *
 * @param text hexadecimal digits for each file
 */
record Fingerprint(String text) {
  /** Of files that may be absent or unreadable, which is content like another. */
  static Fingerprint of(Collection<Path> files) {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(of(file)).append('\n');
    }
    return new Fingerprint(text.toString());
  }

  private static String of(Path file) {
    try {
      if (!SensibleFile.is(file)) {
        return "no file that can be read";
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (IOException e) {
      return "absent";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
