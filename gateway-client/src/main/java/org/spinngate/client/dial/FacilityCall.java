package org.spinngate.client.dial;

import io.netty.channel.ChannelHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.stream.Heartbeat;

/**
 * One attempt at a connection to a facility, by whichever of its gateways serves. They are tried
 * one after the other; one that says nothing is passed over before others that have not been tried,
 * and is tried once more if these fail. A gateway that sends to another one is believed as to where
 * that is, and not as to who it is; a few such steps are taken, and then the list goes on. If one
 * was sent to that is not there, or stops, its boards are about to be another's: after a pause
 * those who sent there are asked again, a few times.
 *
 * <pre>
 *  trying ─► served ─► over
 *   ▲  │ not there, not to be trusted, not now, or elsewhere
 *   ├──┘
 *   └─ pause ◄─ all have failed, and the board is about to move
 * </pre>
 *
 * <p>Confined to the event loop.
 */
final class FacilityCall implements Call, Caller {
  private static final Logger LOG = LoggerFactory.getLogger(FacilityCall.class);

  /** How often gateways may send on, in one call. */
  static final int MOST_HOPS = 3;

  private final Gateways gateways;
  private final GatewayDialler dialler;
  private final Caller caller;
  private final Consumer<String> warnings;
  private final RoundPauses patience;
  private final SilentGateways silent;
  private final Deque<Gateway> untried = new ArrayDeque<>();
  private final FailedGateways failed = new FailedGateways();
  private @Nullable Gateway present;
  private @Nullable Call call;
  private int hops;

  /** No other gateway is tried any more. */
  private boolean settled;

  /** Knows how to reach one gateway. */
  interface GatewayDialler {
    /** Begins one attempt at a connection; the caller hears nothing from within. */
    Call dial(Gateway gateway, Caller caller);
  }

  /**
   * @param gateways which there are
   * @param caller hears what becomes of it
   * @param warnings told what the user should know though it goes on
   * @param patience of this call
   * @param silent those that this call passes over
   */
  FacilityCall(
      Gateways gateways,
      GatewayDialler dialler,
      Caller caller,
      Consumer<String> warnings,
      RoundPauses patience,
      SilentGateways silent) {
    this.gateways = gateways;
    this.dialler = dialler;
    this.caller = caller;
    this.warnings = warnings;
    this.patience = patience;
    this.silent = silent;
  }

  void start() {
    untried.addAll(gateways.inOrder());
    dialNext();
  }

  private void dialNext() {
    dial(untried.remove());
    if (!untried.isEmpty()) {
      silent.expect(this::passOver, this::broken);
    }
  }

  private void passOver() {
    call().abandon();
    ended(silent.passOver(present()));
  }

  private void dial(Gateway gateway) {
    present = gateway;
    caller.trying(gateway.address());
    call = dialler.dial(gateway, this);
  }

  private Gateway present() {
    return Objects.requireNonNull(present, "not dialled");
  }

  private Call call() {
    return Objects.requireNonNull(call, "not dialled");
  }

  @Override
  public void connected() {
    silent.cancel();
    failed.warning(present()).ifPresent(warnings);
    caller.connected();
  }

  @Override
  public void told(Extras extras) {
    caller.told(extras);
  }

  @Override
  public ChannelHandler welcomed(Heartbeat heartbeat, SealedCarrier sealed) {
    return caller.welcomed(heartbeat, sealed);
  }

  @Override
  public void ended(Ending ending) {
    silent.cancel();
    if (settled || isFinal(ending)) {
      if (isStop(ending)) {
        gateways.leaves(present());
      }
      caller.ended(ending);
      return;
    }
    Gateway over = present();
    failed.add(over, ending);
    Optional<Runnable> next = next(over, ending);
    if (next.isPresent()) {
      caller.passedOver(over.address(), ending);
      new LaterTask(next.get(), this::broken).run();
    } else {
      caller.ended(failed.all());
    }
  }

  private Optional<Runnable> next(Gateway over, Ending ending) {
    Optional<Gateway> other = sentTo(over, ending);
    if (other.isPresent()) {
      LOG.debug("{}: {}; {} is next", over.address(), ending.text(), other.get().address());
      return Optional.of(() -> dial(other.get()));
    }
    if (!untried.isEmpty()) {
      LOG.debug("{}: {}; {} is next", over.address(), ending.text(), untried.peek().address());
      return Optional.of(this::dialNext);
    }
    if (!failed.isAboutToMove()) {
      return silent.next().map(gateway -> () -> dial(gateway));
    }
    if (patience.isOver()) {
      return Optional.empty();
    }
    LOG.debug("{}: {}; there is a pause", over.address(), ending.text());
    return Optional.of(() -> patience.wait(this::askAgain, this::broken));
  }

  private void askAgain() {
    hops = 0;
    untried.addAll(failed.nextRound());
    dialNext();
  }

  private static boolean isStop(Ending ending) {
    return ending instanceof Ending.Caused caused && caused.cause() == CloseCause.STOPPING;
  }

  /** What no other gateway of the facility would say otherwise. */
  private static boolean isFinal(Ending ending) {
    return !ending.temporary() && !(ending instanceof Ending.NotTrusted);
  }

  private Optional<Gateway> sentTo(Gateway by, Ending ending) {
    if (!(ending instanceof Ending.Elsewhere elsewhere) || hops == MOST_HOPS) {
      return Optional.empty();
    }
    Optional<Gateway> named = named(elsewhere.address(), by);
    named.ifPresent(failed::sentTo);
    Optional<Gateway> other = named.filter(one -> !failed.isHopeless(one));
    if (other.isPresent()) {
      hops++;
      untried.remove(other.get());
    }
    return other;
  }

  private Optional<Gateway> named(String address, Gateway by) {
    try {
      return Optional.of(gateways.sentTo(address, by));
    } catch (IllegalArgumentException e) {
      warnings.accept(
          by.address() + " sends to another gateway, but to no address: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The call is over; its caller may try again. */
  private void broken(Throwable fault) {
    LaterTask.tellThread(fault);
    settled = true;
    caller.ended(Endings.of(fault, present().address()));
  }

  @Override
  public void served() {
    settled = true;
    gateways.served(present());
    call().served();
  }

  @Override
  public void hangUp() {
    settled = true;
    silent.cancel();
    if (patience.cancel()) {
      caller.ended(Ending.of(CloseCause.RELEASED));
    } else {
      call().hangUp();
    }
  }

  @Override
  public void abandon() {
    settled = true;
    silent.cancel();
    boolean unused = patience.cancel();
    call().abandon();
  }
}
