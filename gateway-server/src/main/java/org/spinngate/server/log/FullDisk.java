package org.spinngate.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.io.File;

/** Notices a line that its file did not take, of which Logback tells nobody who logs. */
final class FullDisk {
  private FullDisk() {}

  /** Writes a line, and tells whether it may be in the file; only a regular file is looked at. */
  static boolean takes(Appender<ILoggingEvent> appender, ILoggingEvent event) {
    if (!(appender instanceof FileAppender<ILoggingEvent> file) || !isSure(file, event)) {
      appender.doAppend(event);
      return true;
    }
    long before = new File(file.getFile()).length();
    appender.doAppend(event);
    File behind = new File(file.getFile());
    return behind.length() != before || !behind.isFile();
  }

  /** Whether the file grows by each such line at once. */
  private static boolean isSure(FileAppender<ILoggingEvent> file, ILoggingEvent event) {
    return file.isStarted()
        && file.isImmediateFlush()
        && file.getFile() != null
        && file.getFilterChainDecision(event) != FilterReply.DENY;
  }
}
