package org.spinngate.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.spinngate.server.testing.LogCapture;

/** On connections for which nothing can be chosen. */
class ChosenCongestionControlTest {
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(ChosenCongestionControl.class.getName());
  private final LogCapture log = new LogCapture(ChosenCongestionControl.class.getName());
  private final EmbeddedChannel first = new EmbeddedChannel();
  private final EmbeddedChannel second = new EmbeddedChannel();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.DEBUG);
  }

  @AfterEach
  void close() {
    logger.setLevel(null);
    log.close();
    first.close();
    second.close();
  }

  private static EmbeddedChannel listeningWith(String name) {
    return new EmbeddedChannel(new ChosenCongestionControl(() -> name));
  }

  @Test
  void theyAreAcceptedAllTheSameAndOneLineSaysSo() {
    EmbeddedChannel listening = listeningWith("bbr");

    listening.writeInbound(first, second);

    assertThat(listening.<Object>readInbound()).isSameAs(first);
    assertThat(listening.<Object>readInbound()).isSameAs(second);
    assertThat(log.lines())
        .containsExactly(
            "the kernel has no congestion control bbr, or does not let the server choose it;"
                + " connections have the kernel's own choice");
  }

  @Test
  void whereTheKernelMayChooseThereIsNothingToSay() {
    EmbeddedChannel listening = listeningWith("");

    listening.writeInbound(first);

    assertThat(listening.<Object>readInbound()).isSameAs(first);
    assertThat(log.lines()).isEmpty();
  }
}
