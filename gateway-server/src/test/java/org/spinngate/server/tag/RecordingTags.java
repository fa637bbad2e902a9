package org.spinngate.server.tag;

import java.util.ArrayList;
import java.util.List;
import org.spinngate.server.scp.FakeFlow;
import org.spinngate.server.testing.TestLoop;

/** The tags of one session that only remembers what it is told. */
final class RecordingTags implements TagListener {
  private final List<String> told = new ArrayList<>();
  private final SessionTags session;

  RecordingTags(BoardTags board, String user, TestLoop time) {
    session = new SessionTags(board, time.loop(), user, time::nanoTime, this);
  }

  /** What stands in one of its flows. */
  TagFilter filter(FakeFlow flow) {
    return new TagFilter(flow, session);
  }

  SessionTags session() {
    return session;
  }

  List<String> told() {
    return told;
  }

  @Override
  public void tagElsewhere(String words) {
    told.add(words);
  }

  @Override
  public void tagLost(String words) {
    told.add(words);
  }
}
