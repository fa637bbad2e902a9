package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;

/** One end of a path without a network: remembers what leaves, what comes, and what it is told. */
final class MemoryEnd implements ClientPath.Surroundings, ServerPath.Surroundings {
  /** Where the packets go of somebody who has but one peer. */
  static final int NOWHERE = -1;

  private final List<byte[]> written = new ArrayList<>();
  private final List<Departed> left = new ArrayList<>();
  private final List<byte[]> everLeft = new ArrayList<>();
  private final List<String> datagrams = new ArrayList<>();
  private final List<DropReason> drops = new ArrayList<>();
  private final List<Boolean> choices = new ArrayList<>();
  private final List<Boolean> proofs = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Unsent> unsent = new ArrayList<>();
  private final Map<Integer, List<byte[]>> leftFor = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private int longest = 1472;
  private boolean full;
  private boolean faulty;
  private int missing;
  private int flushes;
  private int otherPorts;
  private int oldKeys;

  void fillUp(boolean now) {
    full = now;
  }

  void failAtNextProof() {
    faulty = true;
  }

  /** A packet on its way to a port. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Departed(int port, byte[] packet) {}

  /** The same of somebody who has but one peer. */
  List<byte[]> take() {
    return take(NOWHERE);
  }

  /** What has left for a port since the last call; what has left for others is lost. */
  List<byte[]> take(int port) {
    List<byte[]> fresh =
        left.stream().filter(one -> one.port == port).map(Departed::packet).toList();
    left.clear();
    return fresh;
  }

  /** What has left for a port since the beginning. */
  List<byte[]> everLeftFor(int port) {
    return leftFor.getOrDefault(port, List.of());
  }

  /** What has left since the beginning. */
  List<byte[]> everLeft() {
    return everLeft;
  }

  /** How many packets were written and wait for a flush. */
  int unflushed() {
    return written.size();
  }

  int flushes() {
    return flushes;
  }

  /** The datagrams that came: flow, blank, text. */
  List<String> datagrams() {
    return datagrams;
  }

  List<DropReason> drops() {
    return drops;
  }

  /** What it was told of answers. */
  List<Boolean> proofs() {
    return proofs;
  }

  List<Boolean> choices() {
    return choices;
  }

  boolean isChosen() {
    return !choices.isEmpty() && choices.get(choices.size() - 1);
  }

  /** How often another port was wanted. */
  int otherPorts() {
    return otherPorts;
  }

  /** The ports that the peer has proved to have, one after the other. */
  List<Integer> ports() {
    return ports;
  }

  /** How often other keys were wanted. */
  int oldKeys() {
    return oldKeys;
  }

  @Override
  public ByteBufAllocator allocator() {
    return ByteBufAllocator.DEFAULT;
  }

  /** The system sends packets of so many bytes whole. */
  void longestPacket(int bytes) {
    longest = bytes;
  }

  @Override
  public int longestPacket() {
    return longest;
  }

  @Override
  public boolean hasRoom() {
    return !full;
  }

  @Override
  public void write(ByteBuf packet) {
    written.add(ByteBufUtil.getBytes(packet));
    packet.release();
  }

  @Override
  public void flush() {
    flushes++;
    int port = ports.isEmpty() ? NOWHERE : ports.get(ports.size() - 1);
    written.forEach(packet -> leave(port, packet));
    written.clear();
  }

  private void leave(int port, byte... packet) {
    left.add(new Departed(port, packet));
    everLeft.add(packet);
    leftFor.computeIfAbsent(port, any -> new ArrayList<>()).add(packet);
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    datagrams.add(flow + " " + datagram.toString(StandardCharsets.UTF_8));
    datagram.release();
  }

  @Override
  public void dropped(DropReason reason) {
    drops.add(reason);
  }

  @Override
  public void missing(int count) {
    missing += count;
  }

  @Override
  public void unsent(Unsent fallen) {
    unsent.add(fallen);
  }

  /** How many datagrams of the peer are known to be lost. */
  int missing() {
    return missing;
  }

  /** What had been taken and did not leave. */
  List<Unsent> unsent() {
    return unsent;
  }

  @Override
  public void chosen(boolean sealed) {
    choices.add(sealed);
  }

  @Override
  public void proven(boolean now) {
    if (faulty) {
      faulty = false;
      throw new IllegalStateException("no proof today");
    }
    proofs.add(now);
  }

  @Override
  public void anotherPort() {
    otherPorts++;
  }

  @Override
  public void moved(PacketSource peer) {
    ports.add(((Port) peer).number());
  }

  @Override
  public void challenge(PacketSource place, ByteBuf packet) {
    leave(((Port) place).number(), ByteBufUtil.getBytes(packet));
    packet.release();
  }

  @Override
  public long random() {
    return random.nextLong();
  }

  @Override
  public void keysAreOld() {
    oldKeys++;
  }
}
