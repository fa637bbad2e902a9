package org.spinngate.client.alias;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processes that may have made aliases. A number comes again for another process, so an owner is
 * the number and when it began; processes of another network namespace do not count here.
 */
class NoteOwners {
  /** Fields after the program's name, which may hold blanks and brackets (proc(5), stat). */
  private static final int START_TIME = 19;

  private final Path proc;
  private final long process;

  /**
   * @param proc {@code /proc}
   * @param process the number of this process
   */
  NoteOwners(Path proc, long process) {
    this.proc = proc;
    this.process = process;
  }

  /** The namespaces that this process is in, as a word. */
  String namespaces() {
    return namespace("net") + "-" + namespace("pid");
  }

  private String namespace(String kind) {
    try {
      Path link = Files.readSymbolicLink(proc.resolve("self").resolve("ns").resolve(kind));
      return link.toString().replaceAll("\\D", "");
    } catch (IOException e) {
      return "0";
    }
  }

  /** This process, as a word. */
  String own() {
    return process + "-" + beginning(String.valueOf(process));
  }

  /** Whether the owner that a word stands for still runs. */
  boolean isAlive(String owner) {
    int dash = owner.indexOf('-');
    return dash > 0 && beginning(owner.substring(0, dash)).equals(owner.substring(dash + 1));
  }

  /** In ticks since the machine began; empty if there is no such process. */
  private String beginning(String number) {
    try {
      String stat = Files.readString(proc.resolve(number).resolve("stat"));
      String behindTheName = stat.substring(stat.lastIndexOf(')') + 1).strip();
      return List.of(behindTheName.split(" ", -1)).get(START_TIME);
    } catch (IOException | IndexOutOfBoundsException e) {
      return "";
    }
  }
}
