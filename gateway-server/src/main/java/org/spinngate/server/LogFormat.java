package org.spinngate.server;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Gives the log another form, wherever it goes to. */
final class LogFormat {
  private LogFormat() {}

  /** Each event becomes a JSON object in a line of its own. */
  static void json() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      appenders(context).forEach(appender -> encodeAsJson(appender, context));
    }
  }

  private static Set<OutputStreamAppender<ILoggingEvent>> appenders(LoggerContext context) {
    Set<OutputStreamAppender<ILoggingEvent>> found = new HashSet<>();
    context
        .getLoggerList()
        .forEach(
            logger ->
                logger
                    .iteratorForAppenders()
                    .forEachRemaining(appender -> addStream(appender, found)));
    return found;
  }

  private static void addStream(
      Appender<ILoggingEvent> appender, Set<OutputStreamAppender<ILoggingEvent>> found) {
    if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
      found.add(stream);
    }
  }

  private static void encodeAsJson(
      OutputStreamAppender<ILoggingEvent> appender, LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithFormattedMessage(true);
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithContext(false);
    encoder.setWithMDC(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.start();
    appender.stop();
    appender.setEncoder(encoder);
    appender.start();
  }
}
