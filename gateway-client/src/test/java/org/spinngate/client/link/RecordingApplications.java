package org.spinngate.client.link;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.local.Applications;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Unsent;

/** Remembers what reached it. */
final class RecordingApplications implements Applications {
  private final List<String> calls = new ArrayList<>();
  private @Nullable Tunnel latest;

  List<String> calls() {
    return calls;
  }

  /** The one that was attached last. */
  Tunnel tunnel() {
    return Objects.requireNonNull(latest);
  }

  @Override
  public void attach(Tunnel tunnel, Opened opened) {
    latest = tunnel;
    calls.add("attach " + opened.flows());
  }

  @Override
  public void detach(Tunnel tunnel) {
    calls.add("detach");
  }

  @Override
  public void bootTaken(int flow, int count) {
    calls.add("boot taken " + flow + " " + count);
  }

  @Override
  public void deliver(Service service, int flow, ByteBuf datagram) {
    calls.add(service + " " + flow + " " + datagram.readableBytes());
    datagram.release();
  }

  @Override
  public void dropped(DropReason reason, int datagrams) {
    calls.addAll(Collections.nCopies(datagrams, "dropped " + reason.label()));
  }

  @Override
  public void unsent(Unsent datagrams) {
    calls.add("unsent " + datagrams.datagrams() + " " + datagrams.reason().label());
  }

  @Override
  public void flush() {
    calls.add("flush");
  }
}
