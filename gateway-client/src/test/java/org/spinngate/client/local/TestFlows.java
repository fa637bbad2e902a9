package org.spinngate.client.local;

import io.netty.channel.EventLoop;
import java.util.Set;
import java.util.function.Consumer;
import org.spinngate.client.tag.MachineAddresses;
import org.spinngate.client.tag.TagPolicy;
import org.spinngate.protocol.Timing;

/** Flows of a client that knows no address of its machine but the loopback ones. */
final class TestFlows {
  private TestFlows() {}

  static LocalFlows on(EventLoop loop, Timing timing, Consumer<String> words) {
    MachineAddresses own = new MachineAddresses(Runnable::run, Set::of);
    return new LocalFlows(
        loop, timing, words, new TagPolicy(own, false), (local, flows) -> () -> {});
  }
}
