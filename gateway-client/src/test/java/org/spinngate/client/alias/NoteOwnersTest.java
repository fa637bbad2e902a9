package org.spinngate.client.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which process a note belongs to. */
class NoteOwnersTest {
  private static final String STAT =
      " (java) S 1 1 1 0 -1 4194304 1 0 0 0 7 3 0 0 20 0 30 0 %s 1 1 1\n";

  @TempDir Path proc;

  @BeforeEach
  void linuxTellsOfProcesses() {
    assumeThat(Path.of("/proc/self/stat")).exists();
  }

  private void process(long number, String beginning) throws Exception {
    Path directory = Files.createDirectories(proc.resolve(String.valueOf(number)));
    Files.writeString(directory.resolve("stat"), number + STAT.formatted(beginning));
  }

  @Test
  void anOwnerIsTheNumberOfAProcessAndWhenItBegan() throws Exception {
    process(12, "567890");

    assertThat(new NoteOwners(proc, 12).own()).isEqualTo("12-567890");
  }

  @Test
  void anotherProcessOfTheSameNumberIsAnotherOwner() throws Exception {
    process(12, "567890");
    NoteOwners owners = new NoteOwners(proc, 13);

    assertThat(owners.isAlive("12-567890")).isTrue();
    assertThat(owners.isAlive("12-567891")).isFalse();
    assertThat(owners.isAlive("14-567890")).isFalse();
    assertThat(owners.isAlive("nobody")).isFalse();
  }

  @Test
  void aNameWithBlanksAndBracketsMisleadsNobody() throws Exception {
    Files.createDirectories(proc.resolve("12"));
    String odd = "12" + STAT.formatted("567890").replace("(java)", "(a) S 1 (b)");
    Files.writeString(proc.resolve("12").resolve("stat"), odd);

    assertThat(new NoteOwners(proc, 12).own()).isEqualTo("12-567890");
  }

  @Test
  void thisProcessRunsInNamespacesOfItsOwn() {
    NoteOwners owners = new NoteOwners(Path.of("/proc"), ProcessHandle.current().pid());

    assertThat(owners.isAlive(owners.own())).isTrue();
    assertThat(owners.namespaces()).matches("\\d+-\\d+");
  }
}
