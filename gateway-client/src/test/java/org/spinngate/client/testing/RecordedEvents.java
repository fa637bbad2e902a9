package org.spinngate.client.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.BootReport;

/** Remembers everything. */
public final class RecordedEvents implements LinkEvents {
  private volatile long upNanos;
  private final List<LinkState> states = new CopyOnWriteArrayList<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<BootReport> boots = new CopyOnWriteArrayList<>();

  @Override
  public void changed(LinkState state) {
    if (state instanceof LinkState.Up) {
      upNanos = System.nanoTime();
    }
    states.add(state);
  }

  @Override
  public void notice(String text) {
    notices.add(text);
  }

  @Override
  public void boot(BootReport report) {
    boots.add(report);
  }

  public List<LinkState> states() {
    return states;
  }

  public LinkState latest() {
    return states.get(states.size() - 1);
  }

  public long ups() {
    return states.stream().filter(LinkState.Up.class::isInstance).count();
  }

  /** When the session was last up anew. */
  public long upNanos() {
    return upNanos;
  }

  public List<String> notices() {
    return notices;
  }

  public List<BootReport> boots() {
    return boots;
  }
}
