package org.spinngate.client.alias;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which process has need of which alias: an empty file for each, whose name says it all, so that
 * none is ever half written.
 *
 * <pre>
 * 192.168.240.3_4026531840-4026531836_1234-567890     address, namespaces, owner
 * </pre>
 *
 * <p>Blocks. Several processes may use one directory; {@link #alone} keeps them apart.
 */
final class AliasNotes {
  private static final Pattern NAME =
      Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+)_([\\d-]+)_(\\d+-\\d*)");
  private static final String LOCK = "lock";
  private static final int LOCK_ATTEMPTS = 250;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(20);

  private final Path directory;
  private final NoteOwners owners;
  private final String namespaces;

  /**
   * @param directory made when it is first needed
   * @param owners knows this process, and whether others still run
   */
  AliasNotes(Path directory, NoteOwners owners) {
    this.directory = directory;
    this.owners = owners;
    this.namespaces = owners.namespaces();
  }

  /** What a file is about. */
  private record Note(Path file, Inet4Address address, String owner) {}

  /** What is done while no other process does anything of this kind. */
  @FunctionalInterface
  interface Deed<E extends Exception> {
    /** Does it. */
    void run() throws IOException, E;
  }

  /** Does something while no other process changes notes or aliases. */
  <E extends Exception> void alone(Deed<E> deed) throws IOException, E {
    Files.createDirectories(directory);
    try (FileChannel file =
            FileChannel.open(
                directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(file)) {
      assert lock.isValid();
      deed.run();
    }
  }

  /** Nobody needs it for long but a process that is halted. */
  private FileLock lock(FileChannel file) throws IOException {
    for (int i = 0; i < LOCK_ATTEMPTS; i++) {
      FileLock lock = tryLock(file);
      if (lock != null) {
        return lock;
      }
      LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
    }
    throw new IOException("another client keeps " + directory.resolve(LOCK) + " locked");
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // in this very process
    }
  }

  /** Whether there may be any at all; asks nobody. */
  boolean mayExist() {
    return Files.isDirectory(directory);
  }

  /** Notes that this process needs an alias. */
  void add(Inet4Address address) throws IOException {
    Path file = own(address);
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
  }

  /** This process needs it no more. */
  void remove(Inet4Address address) throws IOException {
    Files.deleteIfExists(own(address));
  }

  private Path own(Inet4Address address) {
    String name = address.getHostAddress() + "_" + namespaces + "_" + owners.own();
    return directory.resolve(name);
  }

  /** Whether somebody has noted an alias, even if that process is gone. */
  boolean isNoted(Inet4Address address) throws IOException {
    return all().stream().anyMatch(note -> note.address.equals(address));
  }

  /** Whether a process that runs needs it. */
  boolean isNeeded(Inet4Address address) throws IOException {
    return all().stream()
        .anyMatch(note -> note.address.equals(address) && owners.isAlive(note.owner));
  }

  /** What was noted by processes that are gone, and is needed by none that runs. */
  Set<Inet4Address> leftOver() throws IOException {
    Set<Inet4Address> left = new TreeSet<>((one, other) -> text(one).compareTo(text(other)));
    for (Note note : all()) {
      if (!isNeeded(note.address)) {
        left.add(note.address);
      }
    }
    return left;
  }

  private static String text(Inet4Address address) {
    return address.getHostAddress();
  }

  /** Removes all that is noted of an alias which no process needs. */
  void forget(Inet4Address address) throws IOException {
    for (Note note : all()) {
      if (note.address.equals(address)) {
        Files.deleteIfExists(note.file);
      }
    }
  }

  private List<Note> all() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(this::read).flatMap(Optional::stream).toList();
    }
  }

  private Optional<Note> read(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches() || !name.group(2).equals(namespaces)) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.getByName(name.group(1));
      return address instanceof Inet4Address inet
          ? Optional.of(new Note(file, inet, name.group(3)))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
