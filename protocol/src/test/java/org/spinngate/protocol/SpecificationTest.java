package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.testing.Samples;

/** The tables of docs/protocol.md and the pages that go with it say what the code does. */
class SpecificationTest {
  private static final Path DOCS = Path.of("..", "docs");

  private static final List<String> SPECIFICATION =
      List.of("protocol.md", "protocol-messages.md", "protocol-packets.md", "reference-words.md");

  private static final String LENGTH = "bytes after the length";

  private final List<String> lines = new ArrayList<>();

  SpecificationTest() throws IOException {
    for (String page : SPECIFICATION) {
      lines.addAll(Files.readAllLines(DOCS.resolve(page)));
    }
  }

  @Test
  void theTableOfMessagesAgreesWithTheCode() {
    assertThat(rows("Control messages", 3))
        .containsExactlyElementsOf(
            expected(
                MessageType.values(),
                type ->
                    List.of(
                        String.format("0x%02X", type.code()), nameOf(type), directionOf(type))));
  }

  @Test
  void theTableOfCausesAgreesWithTheCode() {
    assertThat(rows("Close causes", 4))
        .containsExactlyElementsOf(
            expected(
                CloseCause.values(),
                cause ->
                    List.of(
                        Integer.toString(cause.code()),
                        cause.label(),
                        Integer.toString(cause.exitCode().number()),
                        cause.temporary() ? "yes" : "no")));
  }

  @Test
  void theTableOfDropReasonsAgreesWithTheCode() {
    assertThat(rows("Drop reasons", 1))
        .containsExactlyElementsOf(
            expected(DropReason.values(), reason -> List.of(reason.label())));
  }

  @Test
  void theTableOfLimitsAgreesWithTheCode() {
    List<List<String>> limits = rows("Limits", 2);

    assertThat(limits)
        .contains(
            List.of("frame before Welcome", number(Frame.MAX_LENGTH_BEFORE_LOGIN, LENGTH)),
            List.of("frame after Welcome", number(Frame.MAX_LENGTH, LENGTH)),
            List.of("datagram", number(DataFrame.MAX_DATAGRAM, "bytes")),
            List.of("user's name, board's name", number(Hello.MAX_USER, "bytes")),
            List.of("token", number(Hello.MAX_TOKEN, "bytes")),
            List.of("address of a gateway", number(Elsewhere.MAX_ADDRESS, "bytes")),
            List.of("text for people", number(Notice.MAX_TEXT, "bytes")),
            List.of("boards of a page", Integer.toString(Boards.PAGE)),
            List.of("extras of a tail", Integer.toString(Extras.MOST)),
            List.of("tail", number(Extras.MAX_BYTES, "bytes")));
    assertThat(Open.MAX_BOARD).isEqualTo(Hello.MAX_USER);
  }

  @Test
  void theMessagesThatCanGrowAreNamed() {
    String sentence =
        lines.stream().filter(line -> line.contains(" can grow: ")).findFirst().orElseThrow();
    String named = sentence.substring(0, sentence.indexOf(" can grow"));

    assertThat(Pattern.compile("`(\\w+)`").matcher(named).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(GrowingMessage.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  @Test
  void theTableOfExtrasAgreesWithTheCode() {
    assertThat(
            lines.stream()
                .filter(line -> line.matches("\\| `0x[0-9A-F]{4}` \\|.*"))
                .map(line -> cellsOf(line).get(0)))
        .containsExactlyElementsOf(
            Arrays.stream(ExtraType.values())
                .map(type -> String.format("0x%04X", type.number()))
                .toList());
  }

  @Test
  void theTableOfMarksAgreesWithTheCode() {
    int head = lines.indexOf("| mark | is | value |");
    assertThat(lines.subList(head + 2, head + 2 + TagMark.Kind.values().length))
        .allSatisfy(line -> assertThat(cellsOf(line).get(0)).matches("\\d"));
    assertThat(lines.get(head + 2 + TagMark.Kind.values().length)).isEmpty();
  }

  @Test
  void theNameByWhichWhoReadsTailsIsKnownIsWritten() {
    assertThat(lines).anyMatch(line -> line.contains("the one name `" + Extras.ALPN + "`"));
  }

  @ParameterizedTest
  @MethodSource("drawn")
  void everyMessageIsDrawn(String heading) {
    assertThat(lines).containsOnlyOnce("### " + heading);
  }

  static Stream<String> drawn() {
    return Stream.concat(
        Samples.usual().stream()
            .map(message -> message.getClass().getSimpleName())
            .filter(name -> !name.startsWith("P"))
            .distinct(),
        Stream.of("Ping and Pong"));
  }

  /** The first cells of the rows of the table under a heading, without its head. */
  private List<List<String>> rows(String heading, int cells) {
    int start = lines.indexOf("## " + heading);
    assertThat(start).as("heading %s", heading).isNotNegative();
    return lines.stream()
        .skip(start + 1L)
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(row -> cellsOf(row).subList(0, cells))
        .toList();
  }

  private static List<String> cellsOf(String row) {
    return Arrays.stream(row.substring(1).split("\\|"))
        .map(cell -> cell.strip().replace("`", ""))
        .toList();
  }

  private static <T> List<List<String>> expected(T[] values, Function<T, List<String>> row) {
    return Arrays.stream(values).map(row).toList();
  }

  private static String number(int value, String unit) {
    return String.format(Locale.ROOT, "%,d %s", value, unit);
  }

  private static String nameOf(MessageType type) {
    return Samples.usual().stream()
        .filter(message -> message.type() == type)
        .map(message -> message.getClass().getSimpleName())
        .findFirst()
        .orElseThrow();
  }

  private static String directionOf(MessageType type) {
    return switch (type) {
      case HELLO, OPEN, RESUME, LIST_BOARDS, FLOW_CLOSED, CARRIER_CHOICE, RESET ->
          "client to server";
      case PING, PONG, BYE, DATAGRAMS_SENT -> "both";
      default -> "server to client";
    };
  }
}
