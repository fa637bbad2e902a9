package org.spinngate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.alias.AliasWork;
import org.spinngate.client.alias.FakeAliasMaker;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.local.LocalBoard;
import org.spinngate.client.testing.RecordedEvents;
import org.spinngate.protocol.BoardAddress;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.Samples;

/** A board that is to be at its own address, from what the server tells to what others hear. */
class AsBoardTest {
  private static final Inet4Address ADDRESS = loopback(3);
  private static final Inet4Address ANOTHER = loopback(4);

  @TempDir Path notes;
  private final FakeAliasMaker machine = new FakeAliasMaker();
  private final RecordedEvents heard = new RecordedEvents();
  private final ClientSockets sockets = new ClientSockets(Transport.best());
  private final List<String> warnings = new ArrayList<>();
  private final LocalBoard board =
      LocalBoard.unbound(sockets, 0, 0, false, warnings::add, Timing.of(System::nanoTime));
  private AliasWork work;
  private OwnPlace place;
  private AsBoard asBoard;

  /** Of this test process alone. */
  private static Inet4Address loopback(int last) {
    long process = ProcessHandle.current().pid();
    byte[] address = {127, (byte) (128 + (process >>> 8 & 63)), (byte) process, (byte) last};
    try {
      return (Inet4Address) InetAddress.getByAddress(address);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void begin() {
    work = machine.work(notes.resolve("aliases"));
    place = new OwnPlace(work, List.of("gateway.invalid"), board, warnings::add);
    asBoard = new AsBoard(heard, place, sockets.loop());
    asBoard.releaseBy(() -> asBoard.changed(new LinkState.Stopped(Ending.of(CloseCause.RELEASED))));
  }

  @AfterEach
  void close() {
    place.leave();
    work.close();
    sockets.close().syncUninterruptibly();
  }

  private void become(LinkState state) throws InterruptedException {
    sockets.loop().submit(() -> asBoard.changed(state)).sync();
  }

  private static LinkState.Up up(Opened session) {
    return new LinkState.Up(session);
  }

  private static Opened at(Inet4Address address) {
    InetSocketAddress port = new InetSocketAddress(address, 17893);
    return Samples.opened(1, "spin5-03", 4).with(new BoardAddress(port, port).addedTo(Extras.of()));
  }

  private static Opened resumed(Inet4Address address) {
    Opened first = at(address);
    Opened.Resumption again = new Opened.Resumption(first.resumption().token(), true, 0);
    return new Opened(1, "spin5-03", first.terms(), again, first.extras());
  }

  private Ending ending() {
    await().atMost(Duration.ofSeconds(60)).until(() -> !heard.states().isEmpty());
    return ((LinkState.Stopped) heard.latest()).why();
  }

  private void awaitUps(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> heard.ups() == count);
  }

  @Test
  void whenOthersHearThatItIsUpTheBoardIsAtItsAddress() throws Exception {
    begin();

    become(up(at(ADDRESS)));
    awaitUps(1);

    assertThat(machine.isHere(ADDRESS)).isTrue();
    assertThat(board.address()).isEqualTo(ADDRESS.getHostAddress());
    assertThat(board.ports())
        .hasSize(2)
        .allMatch(port -> port.address().getAddress().equals(ADDRESS));
  }

  @Test
  void itsAddressGoesWithIt() throws Exception {
    begin();
    become(up(at(ADDRESS)));
    awaitUps(1);

    place.leave();

    await().atMost(Duration.ofSeconds(60)).until(() -> !machine.isHere(ADDRESS));
  }

  @Test
  void aBoardThatIsGivenBackMeanwhileLeavesNoAddressBehind() throws Exception {
    begin();
    machine.hold();

    become(up(at(ADDRESS)));
    place.leave();
    machine.goOn();
    work.close();

    assertThat(machine.done())
        .containsExactly("make " + ADDRESS.getHostAddress(), "remove " + ADDRESS.getHostAddress());
  }

  @Test
  void withoutRightsTheSessionEndsWithTheCommandToType() throws Exception {
    machine.refuse();
    begin();

    become(up(at(ADDRESS)));

    Ending ending = ending();
    assertThat(ending.exitCode()).isEqualTo(ExitCode.PORT_IN_USE);
    assertThat(ending.temporary()).isFalse();
    assertThat(ending.text()).contains("type 'make " + ADDRESS.getHostAddress() + "'");
    assertThat(heard.ups()).isZero();
  }

  @Test
  void anAddressThatIsNotToldIsAMatterOfConfiguration() throws Exception {
    begin();

    become(up(Samples.opened(1, "spin5-03", 4)));

    assertThat(ending().exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(ending().text()).startsWith("the server does not tell the address of this board");
  }

  @Test
  void aConnectionThatIsLostMeanwhileChangesNothing() throws Exception {
    begin();
    machine.hold();

    become(up(at(ADDRESS)));
    become(new LinkState.Waiting(1, Duration.ZERO, Ending.of(CloseCause.LOST)));
    machine.goOn();
    await().atMost(Duration.ofSeconds(60)).until(() -> !board.ports().isEmpty());
    become(up(resumed(ADDRESS)));
    awaitUps(1);

    Opened told = ((LinkState.Up) heard.latest()).session();
    assertThat(told.resumption().resumed()).as("nobody has heard of it before").isFalse();
    become(up(resumed(ADDRESS)));
    awaitUps(2);
  }

  @Test
  void aBoardThatHasMovedIsFollowed() throws Exception {
    begin();
    become(up(at(ADDRESS)));
    awaitUps(1);

    become(up(at(ANOTHER)));
    awaitUps(2);

    assertThat(machine.isHere(ADDRESS)).isFalse();
    assertThat(machine.isHere(ANOTHER)).isTrue();
    assertThat(board.address()).isEqualTo(ANOTHER.getHostAddress());
  }

  @Test
  void anotherBoardOfTheSameAddressThatFindsNoPortsThereLeavesItToTheFirst() throws Exception {
    begin();
    become(up(at(ADDRESS)));
    awaitUps(1);
    LocalBoard second =
        LocalBoard.unbound(
            sockets,
            board.scpPort(),
            board.bootPort(),
            false,
            warnings::add,
            Timing.of(System::nanoTime));
    OwnPlace taken = new OwnPlace(work, List.of("gateway.invalid"), second, warnings::add);

    assertThat(taken.take(ADDRESS)).failsWithin(Duration.ofSeconds(60));
    taken.leave();
    CompletableFuture<Void> allDone = new CompletableFuture<>();
    work.giveBack(ANOTHER, this, () -> allDone.complete(null), warnings::add);
    allDone.get(60, TimeUnit.SECONDS);

    assertThat(machine.isHere(ADDRESS)).isTrue();
    assertThat(machine.done()).containsExactly("make " + ADDRESS.getHostAddress());
  }

  @Test
  void aServerThatTellsItNoMoreChangesNothing() throws Exception {
    begin();
    become(up(at(ADDRESS)));
    awaitUps(1);

    become(up(Samples.opened(1, "spin5-03", 4)));

    awaitUps(2);
    assertThat(machine.isHere(ADDRESS)).isTrue();
  }
}
