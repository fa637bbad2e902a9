package org.spinngate.client.link;

import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.spinngate.client.dial.Call;
import org.spinngate.client.dial.Caller;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.testing.Samples;

/** A call that the test conducts. */
final class FakeCall implements Call {
  static final Opened SESSION = Samples.opened(1, "spin5-03", 32);

  static final Opened RESUMED =
      new Opened(1, "spin5-03", SESSION.terms(), new Opened.Resumption(Samples.TOKEN, true, 0));

  final Caller caller;
  int hangUps;
  boolean abandoned;

  FakeCall(Caller caller) {
    this.caller = caller;
  }

  SessionCaller session() {
    return (SessionCaller) caller;
  }

  void open() {
    caller.connected();
    caller.welcomed(null, Conversation.NO_UDP);
    session().opened(SESSION);
  }

  Resume resume() {
    return (Resume) wish();
  }

  /** What would be asked for now. */
  ControlMessage wish() {
    ChannelHandler phase =
        caller.welcomed(
            Heartbeat.ofClient(Duration.ofSeconds(1), Duration.ofSeconds(5), Timing.of(() -> 0)),
            Conversation.NO_UDP);
    EmbeddedChannel channel = new EmbeddedChannel(phase);
    ControlMessage wish = channel.readOutbound();
    channel.finishAndReleaseAll();
    return wish;
  }

  @Override
  public void hangUp() {
    hangUps++;
  }

  @Override
  public void abandon() {
    abandoned = true;
  }
}
