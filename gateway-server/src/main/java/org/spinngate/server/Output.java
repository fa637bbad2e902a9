package org.spinngate.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.spinngate.protocol.spool.SpooledStream;

/**
 * Standard output and standard error of one process.
 *
 * @param out for results
 * @param err for everything else
 * @param spools what to wait for at the end
 */
record Output(PrintWriter out, PrintWriter err, List<SpooledStream> spools)
    implements AutoCloseable {
  /** How long the end of the process waits for a reader that stands still, for each stream. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * A writer waits until it is written, so that nothing is lost; and hears of what is not, which
   * {@link System#out} would keep to itself.
   */
  static Output direct() {
    return new Output(
        writer(new FileOutputStream(FileDescriptor.out)),
        writer(new FileOutputStream(FileDescriptor.err)),
        List.of());
  }

  /** Nobody waits for the one who reads. */
  static Output spooled() {
    SpooledStream out =
        new SpooledStream("standard-output", System.out, "standard output", PATIENCE);
    SpooledStream err = new SpooledStream("standard-error", System.err, "standard error", PATIENCE);
    return new Output(writer(out), writer(err), List.of(out, err));
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
  }

  @Override
  public void close() {
    out.flush();
    err.flush();
    spools.forEach(SpooledStream::close);
  }
}
