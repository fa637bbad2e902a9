package org.spinngate.server.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.net.Transport;

class SealedPeersTest {
  private DoorBench bench;

  @BeforeEach
  void start() throws IOException {
    bench = new DoorBench(Transport.best());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Not random at all: each number leads to the next free place, so that nobody has to search. */
  private static final class Counting extends SecureRandom {
    private int last;

    @Override
    public int nextInt() {
      return last++;
    }
  }

  private SealedPeer peer() {
    return new SealedPeer(bench.session(), bench.tunnel(), bench.door(), null);
  }

  /** Says these numbers one after the other, and then again the last one. */
  private static SecureRandom saying(int... numbers) {
    Deque<Integer> left = new ArrayDeque<>();
    for (int number : numbers) {
      left.add(number);
    }
    return new ScriptedRandom(left);
  }

  private static final class ScriptedRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final transient Deque<Integer> left;

    ScriptedRandom(Deque<Integer> left) {
      this.left = left;
    }

    @Override
    public int nextInt() {
      return left.size() > 1 ? left.remove() : left.element();
    }
  }

  @Test
  void eachPeerIsFoundByItsIndexAndNobodyByAnother() {
    SealedPeers peers = new SealedPeers(4, new SecureRandom());
    SealedPeer one = peer();
    SealedPeer other = peer();
    int first = peers.add(one).getAsInt();
    int second = peers.add(other).getAsInt();

    assertThat(peers.find(first)).isSameAs(one);
    assertThat(peers.find(second)).isSameAs(other);
    assertThat(peers.find(first ^ 1 << 31)).isNull();
    assertThat(peers.find(~first)).isNotSameAs(one);
  }

  @Test
  void allBitsOfAnIndexButThePlaceAreRandomAndTheNextFreePlaceIsTaken() {
    SealedPeers peers = new SealedPeers(4, saying(0xABCD_EF03));

    assertThat(peers.add(peer())).hasValue(0xABCD_EF03);
    assertThat(peers.add(peer())).hasValue(0xABCD_EF00);
    assertThat(peers.add(peer())).hasValue(0xABCD_EF01);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 100})
  void thereIsRoomForMoreThanWereExpectedAndAllAreFoundAgain(int expected) {
    SealedPeers peers = new SealedPeers(expected, new SecureRandom());
    Map<Integer, SealedPeer> mine = new HashMap<>();

    for (int i = 0; i < 300; i++) {
      SealedPeer peer = peer();
      mine.put(peers.add(peer).getAsInt(), peer);
    }

    assertThat(mine).hasSize(300);
    mine.forEach((index, peer) -> assertThat(peers.find(index)).isSameAs(peer));
    mine.keySet().forEach(peers::remove);
    mine.keySet().forEach(index -> assertThat(peers.find(index)).isNull());
  }

  @Test
  void thereIsAnEndToIt() {
    SealedPeers peers = new SealedPeers(SealedPeers.MOST, new Counting());
    SealedPeer peer = peer();
    for (int i = 0; i < SealedPeers.MOST; i++) {
      assertThat(peers.add(peer).isPresent()).isTrue();
    }

    assertThat(peers.add(peer)).isEmpty();
  }

  @Test
  void aPlaceThatIsGivenBackIsTakenAgainUnderAnotherIndex() {
    SealedPeers peers = new SealedPeers(2, saying(0x1110, 0x2220, 0x3330));
    SealedPeer next = peer();
    int first = peers.add(peer()).getAsInt();
    peers.add(peer());

    peers.remove(first);
    OptionalInt again = peers.add(next);

    assertThat(again).hasValue(0x3330);
    assertThat(peers.find(first)).isNull();
    assertThat(peers.find(0x3330)).isSameAs(next);
  }

  @Test
  void aFormerIndexTakesNothingFromItsSuccessor() {
    SealedPeers peers = new SealedPeers(2, saying(0x1110, 0x2220));
    peers.add(peer());
    peers.remove(0x1110);
    SealedPeer next = peer();
    peers.add(next);

    peers.remove(0x1110);

    assertThat(peers.find(0x2220)).isSameAs(next);
  }

  @Test
  void manyThreadsNeverShareAPlace() throws Exception {
    SealedPeers peers = new SealedPeers(64, new SecureRandom());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> ends = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int seed = thread;
      ends.add(threads.submit(() -> comeAndGo(peers, peer(), new SplittableRandom(seed))));
    }

    for (Future<?> end : ends) {
      end.get();
    }

    threads.shutdown();
    for (int place = 0; place < 64; place++) {
      assertThat(peers.add(peer())).isPresent();
    }
  }

  /** With at most 16 indexes at a time, so that there is always room. */
  private static void comeAndGo(SealedPeers peers, SealedPeer mine, SplittableRandom random) {
    Deque<Integer> indexes = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      if (indexes.size() < 16 && random.nextBoolean()) {
        indexes.add(peers.add(mine).getAsInt());
      } else if (!indexes.isEmpty()) {
        assertThat(peers.find(indexes.element())).isSameAs(mine);
        peers.remove(indexes.remove());
      }
    }
    indexes.forEach(peers::remove);
  }
}
