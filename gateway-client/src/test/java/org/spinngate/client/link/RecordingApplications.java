package org.spinngate.client.link;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.client.local.Applications;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;

/** Remembers what reached it. */
final class RecordingApplications implements Applications {
  private final List<String> calls = new ArrayList<>();

  List<String> calls() {
    return calls;
  }

  @Override
  public void attach(Tunnel tunnel, int flows) {
    calls.add("attach " + flows);
  }

  @Override
  public void detach() {
    calls.add("detach");
  }

  @Override
  public void deliver(Service service, int flow, ByteBuf datagram) {
    calls.add(service + " " + flow + " " + datagram.readableBytes());
    datagram.release();
  }

  @Override
  public void dropped(DropReason reason) {
    calls.add("dropped " + reason.label());
  }

  @Override
  public void flush() {
    calls.add("flush");
  }
}
