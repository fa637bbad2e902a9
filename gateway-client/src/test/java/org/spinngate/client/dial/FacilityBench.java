package org.spinngate.client.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.stream.Heartbeat;

/** A facility with several gateways, whose calls the test conducts. */
abstract class FacilityBench {
  static final Ending REFUSED =
      new Ending.Unreachable("cannot connect to it", "connection refused");
  static final Ending STOPPING = Ending.of(CloseCause.STOPPING);
  static final Ending WRONG_KEY = new Ending.NotTrusted("it has another key");

  private final EmbeddedChannel time = new EmbeddedChannel();
  final List<String> dialled = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<Ending> endings = new ArrayList<>();
  final List<String> passedOver = new ArrayList<>();
  final List<String> inner = new ArrayList<>();
  Gateways gateways = gateways("a", "b", "c");
  FacilityCall call;
  Caller present;
  Gateway at;

  static Gateways gateways(String... names) {
    ServerAccess access =
        new ServerAccess(
            Arrays.stream(names).map(ServerAddress::parse).toList(),
            new UserToken("alice", "secret"),
            new Trust.JavaDefault(),
            CarrierWish.AUTO);
    return new Gateways(access, new NameLookup(Runnable::run), new EmbeddedChannel().eventLoop());
  }

  void start() {
    dialled.clear();
    time.freezeTime();
    RoundPauses patience = new RoundPauses(time.eventLoop(), () -> 0.5);
    SilentGateways silent = new SilentGateways(time.eventLoop());
    call = new FacilityCall(gateways, this::dial, new User(), warnings::add, patience, silent);
    call.start();
  }

  private Call dial(Gateway gateway, Caller caller) {
    dialled.add(gateway.address().host());
    present = caller;
    at = gateway;
    return new Call() {
      @Override
      public void hangUp() {
        inner.add("hang up");
        caller.ended(Ending.of(CloseCause.RELEASED));
      }

      @Override
      public void abandon() {
        inner.add("abandon");
      }
    };
  }

  private final class User implements Caller {
    @Override
    public void passedOver(ServerAddress gateway, Ending why) {
      passedOver.add(gateway.host());
    }

    @Override
    public void connected() {}

    @Override
    public ChannelHandler welcomed(Heartbeat heartbeat, SealedCarrier sealed) {
      return new ChannelInboundHandlerAdapter();
    }

    @Override
    public void ended(Ending ending) {
      endings.add(ending);
    }
  }

  void end(Ending ending) {
    present.ended(ending);
  }

  Ending onlyEnding() {
    assertThat(endings).hasSize(1);
    return endings.get(0);
  }

  void pass(long millis) {
    time.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    time.runPendingTasks();
    time.runScheduledPendingTasks();
  }
}
