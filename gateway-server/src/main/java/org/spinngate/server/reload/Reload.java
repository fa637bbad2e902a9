package org.spinngate.server.reload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.text.Counted;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.InvalidConfiguration;

/**
 * Takes another configuration: reads it, says what it changes, and hands it over. A file with
 * anything wrong in it changes nothing.
 *
 * <p>Thread-safe; one attempt at a time. Blocks, so not for event loops.
 */
public final class Reload {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  private static final long PATIENCE_SECONDS = 10;

  private final Source source;
  private final Target target;
  private final GatewayConfig started;
  private final ReentrantLock lock = new ReentrantLock();
  private GatewayConfig current;
  private volatile List<Path> files;
  private Fingerprint certificate;

  /** Where a configuration comes from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Reads it as it is now.
     *
     * @throws InvalidConfiguration with everything that is wrong with it
     */
    ConfigReader.Result read() throws InvalidConfiguration;
  }

  /** Where a configuration takes effect. */
  public interface Target {
    /**
     * Goes by this configuration from here on.
     *
     * @param newCertificate whether the certificate must be read anew
     * @throws IOException if that cannot be; everything is as before then
     */
    void apply(GatewayConfig next, boolean newCertificate) throws IOException;
  }

  /**
   * @param first what the server was started with
   */
  public Reload(ConfigReader.Result first, Source source, Target target) {
    this.source = source;
    this.target = target;
    this.started = first.config();
    this.current = first.config();
    this.files = all(first);
    this.certificate = Fingerprint.of(certificateFiles(current));
  }

  /**
   * Takes the configuration as it is now.
   *
   * @param why what made somebody look, for the log
   */
  public ReloadOutcome run(String why) {
    if (!myTurn()) {
      return refused(why, "another attempt is under way", List.of());
    }
    try {
      return take(why, source.read());
    } catch (InvalidConfiguration e) {
      List<String> lines = e.problems().stream().map(Object::toString).toList();
      lines.forEach(LOG::warn);
      return refused(why, count(lines.size(), "problem"), lines);
    } finally {
      lock.unlock();
    }
  }

  /** An attempt that hangs, such as on a file of a network that is down, blocks nobody for ever. */
  private boolean myTurn() {
    try {
      return lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ReloadOutcome take(String why, ConfigReader.Result read) {
    Fingerprint fresh = Fingerprint.of(certificateFiles(read.config()));
    boolean newCertificate = !fresh.equals(certificate);
    Plan plan = new Plan(Changes.between(started, current, read.config(), newCertificate));
    // Told before it happens: should it go wrong, the log says what was meant.
    LOG.info("configuration read ({}): {}", why, plan.summary());
    plan.details().forEach(LOG::info);
    try {
      target.apply(read.config(), newCertificate);
    } catch (IOException e) {
      return refused(why, String.valueOf(e.getMessage()), List.of(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("fault while taking a configuration", e);
      String words = "internal error; the log has the details";
      return refused(why, words, List.of(words));
    }
    current = read.config();
    files = all(read);
    certificate = fresh;
    List<String> lines = new ArrayList<>(plan.details());
    read.warnings().forEach(warning -> lines.add("warning: " + warning));
    read.warnings().forEach(warning -> LOG.warn("{}", warning));
    return new ReloadOutcome(true, plan.summary(), lines);
  }

  private static ReloadOutcome refused(String why, String reason, List<String> lines) {
    String summary = "the configuration stays as it was: " + reason;
    LOG.warn("configuration refused ({}): {}", why, summary);
    return new ReloadOutcome(false, summary, lines);
  }

  private static String count(int number, String thing) {
    return Counted.of(number, thing) + " in the file";
  }

  /** Every file whose content the configuration of this moment depends on. */
  public List<Path> files() {
    return files;
  }

  private static List<Path> all(ConfigReader.Result read) {
    List<Path> all = new ArrayList<>(read.files());
    all.addAll(certificateFiles(read.config()));
    return List.copyOf(all);
  }

  private static List<Path> certificateFiles(GatewayConfig config) {
    return List.of(config.entry().tls().certificate(), config.entry().tls().key());
  }
}
