package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;

/** A session that only remembers. Readable from any thread. */
final class RecordingListener implements FlowListener {
  private final List<FromBoard> fromBoard = new CopyOnWriteArrayList<>();

  /** So many in some tests that a copy for each would take longer than all else. */
  private final Queue<Integer> sizesToBoard = new ConcurrentLinkedQueue<>();

  private final List<Long> answers = new CopyOnWriteArrayList<>();
  private final List<DropReason> drops = new CopyOnWriteArrayList<>();
  private final List<BootReport> reports = new CopyOnWriteArrayList<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private volatile boolean senderAway;
  private final AtomicLong unsentBytes = new AtomicLong();

  /** A datagram that came from the board. */
  @SuppressWarnings("ArrayRecordComponent") // only its components are ever compared
  record FromBoard(Service service, int flow, byte[] bytes) {}

  private record Taken(int flow, int count) {}

  List<FromBoard> fromBoard() {
    return List.copyOf(fromBoard);
  }

  List<Integer> sizesToBoard() {
    return List.copyOf(sizesToBoard);
  }

  /** The bytes of what did not leave after all. */
  long unsentBytes() {
    return unsentBytes.get();
  }

  Map<DropReason, Integer> drops() {
    Map<DropReason, Integer> counts = new EnumMap<>(DropReason.class);
    drops.forEach(reason -> counts.merge(reason, 1, Integer::sum));
    return counts;
  }

  List<BootReport> reports() {
    return List.copyOf(reports);
  }

  List<BootReport> reports(State state) {
    return reports.stream().filter(report -> report.state() == state).toList();
  }

  /** How many boot packets were done with, each time that it was told. */
  List<Integer> taken() {
    return taken.stream().map(Taken::count).toList();
  }

  /** The same of one flow. */
  List<Integer> taken(int flow) {
    return taken.stream().filter(one -> one.flow == flow).map(Taken::count).toList();
  }

  /** The sender's connection is lost, or is back. */
  void senderAway(boolean away) {
    senderAway = away;
  }

  List<String> notices() {
    return List.copyOf(notices);
  }

  @Override
  public void fromBoard(Service service, int flow, ByteBuf datagram) {
    fromBoard.add(new FromBoard(service, flow, ByteBufUtil.getBytes(datagram)));
  }

  @Override
  public void toClient(Service service, int flow, ByteBuf datagram) {
    fromBoard(service, flow, datagram);
  }

  @Override
  public void tagElsewhere(String words) {
    notices.add(words);
  }

  @Override
  public void tagLost(String words) {
    notices.add(words);
  }

  @Override
  public void answered(long nanos) {
    answers.add(nanos);
  }

  @Override
  public void sentToBoard(int bytes) {
    sizesToBoard.add(bytes);
  }

  @Override
  public void dropped(DropReason reason, int datagrams) {
    drops.addAll(Collections.nCopies(datagrams, reason));
  }

  @Override
  public void unsent(Unsent datagrams) {
    unsentBytes.addAndGet(datagrams.bytes());
    dropped(datagrams.reason(), datagrams.datagrams());
  }

  @Override
  public void bootReport(BootReport report) {
    reports.add(report);
  }

  @Override
  public void bootTaken(int flow, int count) {
    taken.add(new Taken(flow, count));
  }

  @Override
  public boolean senderMayComeBack() {
    return senderAway;
  }

  @Override
  public void notice(String text) {
    notices.add(text);
  }

  /** How long the board took for each answer, in nanoseconds. */
  List<Long> answers() {
    return answers;
  }
}
