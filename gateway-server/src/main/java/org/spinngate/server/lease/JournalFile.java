package org.spinngate.server.lease;

import java.io.Closeable;
import java.io.IOException;

/** Where a {@link SessionJournal} stands. All of it blocks. */
interface JournalFile extends Closeable {
  /** All that it holds, from before the first change. */
  String read() throws IOException;

  /** Adds to the end; what was added is the operating system's, and outlives the process. */
  void append(String text) throws IOException;

  /** Holds this and nothing else; at no moment less than either all of the old or of the new. */
  void replace(String text) throws IOException;
}
