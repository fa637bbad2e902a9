package org.spinngate.server.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ResendCounts;

/** Writes down what it is told, in words. */
public final class RecordingMeter implements SessionMeter {
  private final List<String> heard = new ArrayList<>();

  /** What it heard since the last time. */
  public List<String> heard() {
    List<String> fresh = List.copyOf(heard);
    heard.clear();
    return fresh;
  }

  @Override
  public void opened(String board) {
    heard.add("opened " + board);
  }

  @Override
  public void resumed(String board) {
    heard.add("resumed " + board);
  }

  @Override
  public void ended(String board, CloseCause cause) {
    heard.add("ended " + board + " " + cause.label());
  }

  @Override
  public void moved(String board, Carrier carrier, Traffic.Snapshot since) {
    heard.add(
        "moved %s %s %d/%d %d/%d %s"
            .formatted(
                board,
                carrier.label(),
                since.datagramsToBoard(),
                since.bytesToBoard(),
                since.datagramsToClient(),
                since.bytesToClient(),
                since.droppedInWords()));
  }

  @Override
  public void resent(ResendCounts since) {
    heard.add(since.toString());
  }

  @Override
  public void booted(String board, boolean complete) {
    heard.add("booted " + board + (complete ? " complete" : " incomplete"));
  }

  @Override
  public void answered(String board, RoundTrips answers) {
    long count = IntStream.range(0, answers.classes()).mapToLong(answers::count).sum();
    heard.add("answered %s %d in %d ns".formatted(board, count, answers.nanos()));
  }

  @Override
  public void tunnelRoundTrip(long nanos) {
    heard.add("tunnel " + nanos);
  }
}
