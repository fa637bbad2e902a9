package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.pace.ArrivalsReport;

/** Remembers what was in the packets. */
final class RecordingFrames implements PacketFrames {
  private final List<String> words = new ArrayList<>();
  private boolean reportsAreFresh;

  /** From here on what a report answers left less than 500 ms ago. */
  void reportsAreFresh() {
    reportsAreFresh = true;
  }

  /** What came since the last call. */
  List<String> take() {
    List<String> fresh = List.copyOf(words);
    words.clear();
    return fresh;
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    words.add("scp " + flow + " " + datagram.toString(StandardCharsets.UTF_8));
    datagram.release();
  }

  @Override
  public void dropped(DropReason reason) {
    words.add("dropped " + reason.label());
  }

  @Override
  public void missing(int datagrams) {
    words.add("missing " + datagrams);
  }

  @Override
  public void question(int number) {
    words.add("question " + number);
  }

  @Override
  public boolean reported(int number, int packets, int copies) {
    words.add("reported " + number + " " + packets + " " + copies);
    return reportsAreFresh;
  }

  @Override
  public void arrivals(ArrivalsReport report) {
    words.add("arrivals " + report.late() + " " + report.bytes());
  }

  @Override
  public void challenged(long challenge) {
    words.add("challenge " + Long.toHexString(challenge));
  }

  @Override
  public void response(long challenge) {
    words.add("response " + Long.toHexString(challenge));
  }

  @Override
  public void asked(ByteBuf ask, int bytes) {
    words.add("ask of " + bytes);
  }

  @Override
  public void sizes(int most, int probe) {
    words.add("sizes " + most + " " + probe);
  }

  @Override
  public void probe(int number) {
    words.add("probe " + number);
  }

  @Override
  public void answer(int number, boolean detour) {
    words.add("answer " + number + (detour ? " by a detour" : ""));
  }
}
