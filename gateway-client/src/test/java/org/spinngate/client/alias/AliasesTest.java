package org.spinngate.client.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who makes an alias, and with whom it goes. */
class AliasesTest {
  private static final Inet4Address BOARD = address("192.168.240.3");
  private static final Inet4Address OTHER = address("192.168.240.11");

  @TempDir Path directory;
  private final FakeAliasMaker machine = new FakeAliasMaker();
  private final Set<String> running = new HashSet<>();
  private final List<String> warnings = new ArrayList<>();

  private static Inet4Address address(String text) {
    try {
      return (Inet4Address) InetAddress.getByName(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A process, which runs until it is killed. */
  private Aliases process(String owner) {
    return process(owner, "1-1");
  }

  private Aliases process(String owner, String namespaces) {
    running.add(owner);
    NoteOwners owners =
        new NoteOwners(Path.of("nowhere"), 0) {
          @Override
          String own() {
            return owner;
          }

          @Override
          String namespaces() {
            return namespaces;
          }

          @Override
          boolean isAlive(String other) {
            return running.contains(other);
          }
        };
    return new Aliases(machine, new AliasNotes(notes(), owners), machine::isHere);
  }

  private Path notes() {
    return directory.resolve("notes");
  }

  private long noteCount() throws IOException {
    try (Stream<Path> files = Files.list(notes())) {
      return files.filter(file -> !file.endsWith("lock")).count();
    }
  }

  @Test
  void anAliasIsMadeAndRemovedAtTheEnd() throws Exception {
    Aliases client = process("1-1");

    client.take(BOARD, this);
    assertThat(noteCount()).isOne();
    client.giveBack(BOARD, this, warnings::add);

    assertThat(machine.done()).containsExactly("make 192.168.240.3", "remove 192.168.240.3");
    assertThat(noteCount()).isZero();
    assertThat(warnings).isEmpty();
  }

  @Test
  void oneThatWasMadeByHandIsUsedAndStays() throws Exception {
    machine.byHand(BOARD);
    Aliases client = process("1-1");

    client.take(BOARD, this);
    client.giveBack(BOARD, this, warnings::add);
    process("2-1").clearLeftovers(warnings::add);

    assertThat(machine.done()).isEmpty();
    assertThat(machine.isHere(BOARD)).isTrue();
  }

  @Test
  void itGoesWithTheLastClientThatNeedsIt() throws Exception {
    Aliases first = process("1-1");
    Aliases second = process("2-1");
    first.take(BOARD, this);
    second.take(BOARD, this);

    first.giveBack(BOARD, this, warnings::add);
    assertThat(machine.isHere(BOARD)).isTrue();
    second.giveBack(BOARD, this, warnings::add);

    assertThat(machine.done()).containsExactly("make 192.168.240.3", "remove 192.168.240.3");
  }

  @Test
  void itGoesWithTheLastBoardOfAClientThatHasIt() throws Exception {
    Aliases client = process("1-1");
    client.take(BOARD, "first");
    client.take(BOARD, "second");

    client.giveBack(BOARD, "second", warnings::add);
    client.giveBack(BOARD, "second", warnings::add);
    assertThat(machine.isHere(BOARD)).isTrue();
    assertThat(noteCount()).isOne();
    client.giveBack(BOARD, "first", warnings::add);

    assertThat(machine.done()).containsExactly("make 192.168.240.3", "remove 192.168.240.3");
    assertThat(noteCount()).isZero();
  }

  @Test
  void oneThatWasMadeByHandAndIsMadeAnewForAnotherBoardIsNotTheFirstOnes() throws Exception {
    machine.byHand(BOARD);
    Aliases client = process("1-1");
    client.take(BOARD, "first");
    machine.isGone(BOARD);
    client.take(BOARD, "second");

    client.giveBack(BOARD, "first", warnings::add);
    assertThat(machine.isHere(BOARD)).isTrue();
    client.giveBack(BOARD, "second", warnings::add);

    assertThat(machine.isHere(BOARD)).isFalse();
  }

  @Test
  void whatCannotBeMadeAnewForAnotherBoardStaysNotedForTheFirst() throws Exception {
    Aliases client = process("1-1");
    client.take(BOARD, "first");
    machine.isGone(BOARD);
    machine.refuse();

    assertThatThrownBy(() -> client.take(BOARD, "second")).isInstanceOf(AliasFailure.class);

    assertThat(noteCount()).isOne();
  }

  @Test
  void whatAKilledClientLeftBehindIsRemovedByTheNext() throws Exception {
    process("1-1").take(BOARD, this);
    process("2-1").take(OTHER, this);
    running.remove("1-1");

    process("3-1").clearLeftovers(warnings::add);

    assertThat(machine.isHere(BOARD)).isFalse();
    assertThat(machine.isHere(OTHER)).as("that of a client that runs").isTrue();
    assertThat(noteCount()).isOne();
  }

  @Test
  void whatAKilledClientLeftBehindIsRemovedAtTheEndOfOneThatUsesIt() throws Exception {
    process("1-1").take(BOARD, this);
    running.remove("1-1");
    Aliases next = process("2-1");

    next.take(BOARD, this);
    next.giveBack(BOARD, this, warnings::add);

    assertThat(machine.done()).containsExactly("make 192.168.240.3", "remove 192.168.240.3");
    assertThat(noteCount()).isZero();
  }

  @Test
  void aNumberThatAnotherProcessHasNowIsNoOwner() throws Exception {
    process("1-1").take(BOARD, this);
    running.remove("1-1");
    running.add("1-2");

    process("3-1").clearLeftovers(warnings::add);

    assertThat(machine.isHere(BOARD)).isFalse();
  }

  @Test
  void whatAnotherNamespaceHasIsLeftAlone() throws Exception {
    process("1-1", "7-7").take(BOARD, this);
    running.remove("1-1");

    process("3-1").clearLeftovers(warnings::add);

    assertThat(machine.isHere(BOARD)).isTrue();
    assertThat(noteCount()).isOne();
  }

  @Test
  void afterARestartOfTheMachineOnlyNotesAreLeftToRemove() throws Exception {
    process("1-1").take(BOARD, this);
    running.remove("1-1");
    machine.remove(BOARD);

    process("3-1").clearLeftovers(warnings::add);

    assertThat(machine.done()).containsExactly("make 192.168.240.3", "remove 192.168.240.3");
    assertThat(noteCount()).isZero();
    assertThat(warnings).isEmpty();
  }

  @Test
  void withoutRightsTheCommandIsToldAndNothingIsNoted() throws Exception {
    machine.refuse();

    assertThatThrownBy(() -> process("1-1").take(BOARD, this))
        .isInstanceOf(AliasFailure.class)
        .hasMessage(
            "cannot give this machine the board's address 192.168.240.3 (Operation not permitted);"
                + " type 'make 192.168.240.3' and start again ('remove 192.168.240.3' takes it"
                + " away)");

    assertThat(noteCount()).isZero();
  }

  @Test
  void whatCannotBeRemovedIsToldAndStaysNoted() throws Exception {
    process("1-1").take(BOARD, this);
    running.remove("1-1");
    machine.refuse();

    process("2-1").clearLeftovers(warnings::add);

    assertThat(warnings)
        .containsExactly(
            "an earlier client was killed, and the address 192.168.240.3 stays on this machine"
                + " (Operation not permitted); type 'remove 192.168.240.3'");
    assertThat(noteCount()).isOne();
  }

  @Test
  void withoutAPlaceForNotesNothingIsMade() throws Exception {
    Files.writeString(directory.resolve("notes"), "a file");

    assertThatThrownBy(() -> process("1-1").take(BOARD, this))
        .isInstanceOf(AliasFailure.class)
        .hasMessageStartingWith("cannot note that the address 192.168.240.3 is to be removed");

    assertThat(machine.done()).isEmpty();
  }

  @Test
  void whoIsAtWorkIsWaitedFor() throws Exception {
    Files.createDirectories(notes());
    CompletableFuture<Void> taken;
    try (FileChannel file =
            FileChannel.open(
                notes().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      assertThat(lock.isValid()).isTrue();
      Aliases client = process("1-1");
      taken =
          CompletableFuture.runAsync(
              () -> assertThatCode(() -> client.take(BOARD, this)).doesNotThrowAnyException());
      assertThat(machine.done()).isEmpty();
    }

    taken.get(60, TimeUnit.SECONDS);
    assertThat(machine.isHere(BOARD)).isTrue();
  }

  @Test
  void nothingIsWrittenIfNothingIsMade() {
    process("1-1").clearLeftovers(warnings::add);

    assertThat(notes()).doesNotExist();
  }
}
