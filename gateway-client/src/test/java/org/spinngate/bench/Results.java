package org.spinngate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts results into the manual, between the two marks of their name. */
final class Results {
  private Results() {}

  static void write(Path page, String name, String results) throws IOException {
    String text = Files.readString(page);
    String begin = "<!-- " + name + ":begin -->\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- " + name + ":end -->", from);
    if (from < begin.length() || to < 0) {
      throw new IOException(page + " has no place for the results of " + name);
    }
    Files.writeString(page, text.substring(0, from) + "\n" + results + "\n" + text.substring(to));
  }
}
