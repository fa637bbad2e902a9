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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Breakdown;

/**
 * Looks whether the files of the configuration have other content than before, when something
 * happens in their directories and now and then anyway, for links may lead elsewhere and some file
 * systems tell nothing. Content that is still changing, under an editor that writes in place, is
 * left alone until it has stood still for a moment. What else happens in the directories, such as
 * in the journal of sessions, makes no difference.
 *
 * <p>Has a thread of its own, which ends with {@link #close()}.
 */
public final class ConfigWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);

  /** So many times content has changed in a row when the log says so. */
  private static final int RESTLESS = 20;

  private final Consumer<String> changed;
  private final Supplier<List<Path>> files;
  private final Duration look;
  private final Duration still;
  private final WatchService service;
  private final Thread thread;
  private final Map<Path, WatchKey> watched = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Map<Path, Fingerprint> known;

  private ConfigWatch(
      Consumer<String> changed, Supplier<List<Path>> files, Duration look, Duration still)
      throws IOException {
    this.changed = changed;
    this.files = files;
    this.look = look;
    this.still = still;
    this.service = FileSystems.getDefault().newWatchService();
    this.known = contents();
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
        lookOrSay();
        // What else is written in the same folders, it costs a look now and then and no more.
        pause();
        waitForNews();
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // Closed.
    }
  }

  /** After every look there is another one, also if it fails. */
  private void lookOrSay() throws InterruptedException {
    try {
      look();
    } catch (ClosedWatchServiceException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      Breakdown.endProcessIf(e);
      LOG.warn("cannot look at the configuration: {}", e.toString());
    }
  }

  /** Returns when the system tells of anything in the folders, or when it is time to look. */
  private void waitForNews() throws InterruptedException {
    WatchKey key = service.poll(look.toMillis(), TimeUnit.MILLISECONDS);
    if (key != null) {
      key.pollEvents();
      if (!key.reset()) {
        watched.values().remove(key);
      }
    }
  }

  private void pause() throws InterruptedException {
    if (closed.await(still.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ClosedWatchServiceException();
    }
  }

  private Map<Path, Fingerprint> contents() {
    Map<Path, Fingerprint> contents = new LinkedHashMap<>();
    files.get().forEach(file -> contents.put(file, Fingerprint.of(List.of(file))));
    return contents;
  }

  /** Nothing tells of what changes before the folders are watched, or watched anew. */
  private void look() throws InterruptedException {
    do {
      lookOnce();
      watchDirectories();
    } while (!contents().equals(known));
  }

  private void lookOnce() throws InterruptedException {
    Map<Path, Fingerprint> now = contents();
    Map<Path, Fingerprint> settled = now.equals(known) ? now : settled(now);
    if (!settled.equals(known)) {
      known = settled;
      try {
        changed.accept("the file has changed");
      } finally {
        adopt(settled);
      }
    }
  }

  /** What was judged stays known; a file that is written meanwhile has changed once more. */
  private void adopt(Map<Path, Fingerprint> judged) {
    known = contents();
    known.replaceAll(judged::getOrDefault);
    // A folder may be another one of the same name.
    watched.values().forEach(WatchKey::cancel);
    watched.clear();
  }

  private Map<Path, Fingerprint> settled(Map<Path, Fingerprint> first) throws InterruptedException {
    Map<Path, Fingerprint> before = first;
    for (int attempt = 1; ; attempt++) {
      pause();
      Map<Path, Fingerprint> now = contents();
      if (now.equals(before)) {
        return now;
      }
      before = now;
      if (attempt == RESTLESS) {
        LOG.warn(
            "the configuration changes again and again; it is taken when it has stood still for"
                + " {} ms",
            still.toMillis());
      }
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
    closed.countDown();
    thread.interrupt();
    try {
      service.close();
    } catch (IOException e) {
      LOG.debug("closing the watch: {}", e.getMessage());
    }
  }
}
