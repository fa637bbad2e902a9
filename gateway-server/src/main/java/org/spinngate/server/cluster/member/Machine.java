package org.spinngate.server.cluster.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Where a gateway runs, and what it has there that no other process can have.
 *
 * @param boot a random word of the machine's, new at each of its starts; empty if unknown
 * @param lock names the file that the process holds locked as long as it lives; empty if none
 */
public record Machine(String boot, String lock) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** This one. A file's number is no other file's as long as somebody has it open. */
  public static Machine here(Optional<Path> locked) {
    return new Machine(bootId(), locked.map(Machine::numberOf).orElse(""));
  }

  private static String bootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException unknown) {
      return "";
    }
  }

  private static String numberOf(Path file) {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? "" : key.toString();
    } catch (IOException unknown) {
      return "";
    }
  }

  /**
   * Whether a process that had the lock must have ended, since this one has it now: the system
   * takes a lock from nobody who lives.
   */
  boolean outlived(Machine other) {
    return !boot.isEmpty() && !lock.isEmpty() && equals(other);
  }
}
