package org.spinngate.protocol.spool;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;

/**
 * A stream of lines that never blocks the writer: whole lines go to a {@link Spool}, and if the
 * reader of the real stream stands still those beyond some thousand are lost, which a line tells
 * when it reads again.
 *
 * <p>Thread-safe. {@link #flush} does nothing; {@link #close} puts the rest out.
 */
public final class SpooledStream extends OutputStream {
  private static final int MOST = 4096;

  private final Spool<byte[]> spool;
  private final Spool<byte[]>.Share share;
  private final Duration patience;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /**
   * @param name of the thread that writes
   * @param stream the real one
   * @param reader whose reader may stand still, in words
   * @param patience how long {@link #close} waits
   */
  public SpooledStream(String name, PrintStream stream, String reader, Duration patience) {
    this.spool = new Spool<>(name, new Lines(stream, reader));
    this.share = spool.share(MOST);
    this.patience = patience;
  }

  private record Lines(PrintStream stream, String reader) implements Spool.Output<byte[]> {
    @Override
    public void put(byte[] bytes) {
      stream.write(bytes, 0, bytes.length);
      stream.flush();
    }

    @Override
    public void lost(long count) {
      stream.println(count + " lines were lost while the reader of " + reader + " stood still");
      stream.flush();
    }
  }

  @Override
  public synchronized void write(int one) {
    line.write(one);
    if (one == '\n') {
      handOver();
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  private void handOver() {
    share.offer(line.toByteArray(), 1);
    line.reset();
  }

  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      handOver();
    }
    spool.close(patience);
  }
}
