package org.spinngate.client.local;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.spinngate.protocol.DropReason;

/** Remembers what became of boot datagrams. */
final class RecordingBootEvents implements BootEvents {
  final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
  final List<String> told = new ArrayList<>();
  int sent;
  long heldUpNanos;

  @Override
  public void sent(int bytes) {
    sent++;
  }

  @Override
  public void dropped(DropReason reason) {
    drops.merge(reason, 1, Integer::sum);
  }

  @Override
  public void remained(BootRemains remains) {
    sent -= remains.sent().datagrams();
    int all = remains.sent().datagrams() + remains.neverSent();
    if (all > 0) {
      drops.merge(DropReason.SESSION_ENDED, all, Integer::sum);
    }
  }

  @Override
  public void waits() {
    told.add("waits");
  }

  @Override
  public void lost(DropReason reason) {
    told.add(reason.label());
  }

  @Override
  public void heldUp(long nanos) {
    heldUpNanos = nanos;
  }
}
