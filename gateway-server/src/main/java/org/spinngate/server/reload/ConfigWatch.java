package org.spinngate.server.reload;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the files of the configuration have other content than before, when something
 * happens in their directories and now and then anyway, for links may lead elsewhere and some file
 * systems tell nothing. Content that is still changing, under an editor that writes in place, is
 * left alone until it has stood still for a moment.
 *
 * <p>Has a thread of its own, which ends with {@link #close()}.
 */
public final class ConfigWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

  private final Consumer<String> changed;
  private final Supplier<List<Path>> files;
  private final Duration look;
  private final Duration still;
  private final WatchService service;
  private final Thread thread;
  private final Map<Path, WatchKey> watched = new HashMap<>();
  private Fingerprint known;

  private ConfigWatch(
      Consumer<String> changed, Supplier<List<Path>> files, Duration look, Duration still)
      throws IOException {
    this.changed = changed;
    this.files = files;
    this.look = look;
    this.still = still;
    this.service = FileSystems.getDefault().newWatchService();
    this.known = Fingerprint.of(files.get());
    this.thread = new Thread(this::run, "config-watch");
    thread.setDaemon(true);
  }

  /**
   * Begins to watch.
   *
   * @param changed told when there is another content, and why it is told
   * @param files to watch, asked for again and again
   * @param look how often it looks though nothing was told
   * @param still for how long the content must not have changed
   * @return empty, with a line in the log, if the system has no means left to watch files
   */
  public static Optional<ConfigWatch> start(
      Consumer<String> changed, Supplier<List<Path>> files, Duration look, Duration still) {
    try {
      ConfigWatch watch = new ConfigWatch(changed, files, look, still);
      watch.watchDirectories();
      watch.thread.start();
      return Optional.of(watch);
    } catch (IOException e) {
      LOG.warn("cannot watch the configuration ({}); SIGHUP and reload work", e.getMessage());
      return Optional.empty();
    }
  }

  private void run() {
    try {
      while (true) {
        told(look);
        lookOrSay();
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // Closed.
    }
  }

  /** Whatever happens in one look, there is another one. */
  private void lookOrSay() throws InterruptedException {
    try {
      look();
    } catch (ClosedWatchServiceException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.warn("cannot look at the configuration: {}", e.toString());
    }
  }

  /** Whether the system told of anything within that time. */
  private boolean told(Duration patience) throws InterruptedException {
    WatchKey key = service.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (key != null) {
      key.pollEvents();
      key.reset();
    }
    return key != null;
  }

  private void look() throws InterruptedException {
    Fingerprint now = Fingerprint.of(files.get());
    if (now.equals(known)) {
      return;
    }
    Fingerprint settled = settled(now);
    if (!settled.equals(known)) {
      changed.accept("the file has changed");
      watchDirectories();
    }
    known = Fingerprint.of(files.get());
  }

  private Fingerprint settled(Fingerprint first) throws InterruptedException {
    Fingerprint before = first;
    while (true) {
      while (told(still)) {}
      Fingerprint now = Fingerprint.of(files.get());
      if (now.equals(before)) {
        return now;
      }
      before = now;
    }
  }

  private void watchDirectories() {
    Set<Path> wanted = new HashSet<>();
    files.get().forEach(file -> wanted.add(file.toAbsolutePath().resolveSibling("")));
    watched.entrySet().removeIf(entry -> isNotWanted(entry, wanted));
    wanted.stream().filter(folder -> !watched.containsKey(folder)).forEach(this::watch);
  }

  private static boolean isNotWanted(Map.Entry<Path, WatchKey> entry, Set<Path> wanted) {
    boolean gone = !wanted.contains(entry.getKey());
    if (gone) {
      entry.getValue().cancel();
    }
    return gone;
  }

  private void watch(Path folder) {
    try {
      watched.put(
          folder,
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE));
    } catch (IOException e) {
      LOG.debug("cannot watch {} ({}); it is looked at now and then", folder, e.getMessage());
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      service.close();
    } catch (IOException e) {
      LOG.debug("closing the watch: {}", e.getMessage());
    }
  }
}
