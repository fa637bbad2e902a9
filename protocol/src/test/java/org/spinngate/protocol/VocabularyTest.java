package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.testing.Samples;

/**
 * The closed vocabularies, pinned: who renumbers or renames one breaks peers, scripts or dashboards
 * that already exist, and this test first.
 */
class VocabularyTest {
  private static final String CAUSES =
      """
      1 released 0 permanent
      2 login-refused 4 permanent
      3 board-refused 5 permanent
      4 board-busy 6 permanent
      5 version-mismatch 9 permanent
      6 kicked 10 permanent
      7 revoked 10 permanent
      8 stopping 7 temporary
      9 idle 11 permanent
      10 expired 11 permanent
      11 lost 7 temporary
      12 violation 1 permanent
      13 user-limit 6 permanent
      14 overloaded 7 temporary
      15 login-timeout 7 temporary
      16 board-failed 6 temporary
      17 internal 1 temporary
      18 superseded 6 permanent
      19 board-disabled 6 permanent
      20 elsewhere 7 temporary
      21 no-quorum 7 temporary
      """;

  private static final String MESSAGES =
      """
      01 HELLO
      02 WELCOME
      03 REFUSED
      04 OPEN
      05 OPENED
      06 WAITING
      07 LIST_BOARDS
      08 BOARDS
      09 FLOW_CLOSED
      0a PING
      0b PONG
      0c BYE
      0d RESUME
      0e BOOT_TAKEN
      40 NOTICE
      41 BOOT_REPORT
      42 SEALING
      43 CARRIER_CHOICE
      44 RESET
      45 RESET_DONE
      46 ELSEWHERE
      47 DATAGRAMS_SENT
      """;

  private static final String EXITS =
      """
      0 FINE
      1 INTERNAL
      2 USAGE
      3 CONFIGURATION
      4 LOGIN_REFUSED
      5 BOARD_REFUSED
      6 BOARD_BUSY
      7 UNREACHABLE
      8 PORT_IN_USE
      9 VERSION_MISMATCH
      10 ENDED_BY_OPERATOR
      11 TIME_REACHED
      12 IDENTITY_MISMATCH
      """;

  @Test
  void causesKeepTheirCodesLabelsAndExitCodes() {
    assertThat(lines(CloseCause.values(), VocabularyTest::line)).isEqualTo(CAUSES);
  }

  @Test
  void messagesKeepTheirCodes() {
    assertThat(lines(MessageType.values(), type -> String.format("%02x %s", type.code(), type)))
        .isEqualTo(MESSAGES);
  }

  @Test
  void exitCodesKeepTheirNumbers() {
    assertThat(lines(ExitCode.values(), exit -> exit.number() + " " + exit)).isEqualTo(EXITS);
  }

  @Test
  void carriersKeepTheirWords() {
    assertThat(Arrays.stream(Carrier.values()).map(Carrier::label))
        .containsExactly("tcp", "udp", "legacy");
  }

  @Test
  void dropReasonsKeepTheirLabels() {
    assertThat(Arrays.stream(DropReason.values()).map(DropReason::label))
        .containsExactly(
            "oversize",
            "empty",
            "tunnel-down",
            "tunnel-full",
            "board-unreachable",
            "send-failed",
            "flow-limit",
            "no-such-flow",
            "boot-queue-full",
            "session-ended",
            "duplicate-reply",
            "abandoned-reply",
            "window-full",
            "coalesced",
            "stale",
            "over-budget",
            "boot-without-start",
            "socket-overflow",
            "line-loss",
            "tag-elsewhere",
            "lease-unsure");
  }

  @Test
  void labelsAreUnique() {
    assertThat(Arrays.stream(CloseCause.values()).map(CloseCause::label)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(DropReason.values()).map(DropReason::label)).doesNotHaveDuplicates();
  }

  @Test
  void everyCauseHasAClauseForPeople() {
    assertThat(CloseCause.values())
        .allMatch(cause -> !cause.sentence().isBlank() && !cause.sentence().endsWith("."));
    assertThat(Refused.because(CloseCause.IDLE).text()).isEqualTo(CloseCause.IDLE.sentence());
  }

  @Test
  void causesAreFoundByTheirCodesAndUnknownOnesAreInternal() {
    for (CloseCause cause : CloseCause.values()) {
      assertThat(CloseCause.ofCode(cause.code())).isEqualTo(cause);
    }
    assertThat(CloseCause.ofCode(0)).isEqualTo(CloseCause.INTERNAL);
    assertThat(CloseCause.ofCode(22)).isEqualTo(CloseCause.INTERNAL);
    assertThat(CloseCause.ofCode(255)).isEqualTo(CloseCause.INTERNAL);
  }

  @Test
  void everyPermittedMessageHasAKindOfItsOwn() {
    List<Class<?>> permitted = records(ControlMessage.class).toList();

    assertThat(permitted).hasSize(MessageType.values().length);
    assertThat(Samples.usual().stream().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(permitted);
    assertThat(Samples.usual())
        .allMatch(message -> nameOf(message.type()).equals(message.getClass().getSimpleName()));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(VocabularyTest::records)
        : Stream.of(type);
  }

  @Test
  void theTwoServicesHaveTheirStandardPorts() {
    assertThat(Service.SCP.standardPort()).isEqualTo(17893);
    assertThat(Service.BOOT.standardPort()).isEqualTo(54321);
  }

  private static String line(CloseCause cause) {
    return cause.code()
        + " "
        + cause.label()
        + " "
        + cause.exitCode().number()
        + (cause.temporary() ? " temporary" : " permanent");
  }

  private static String nameOf(MessageType type) {
    return Arrays.stream(type.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static <T> String lines(T[] values, Function<T, String> line) {
    return Arrays.stream(values)
        .map(value -> line.apply(value) + "\n")
        .collect(Collectors.joining());
  }
}
