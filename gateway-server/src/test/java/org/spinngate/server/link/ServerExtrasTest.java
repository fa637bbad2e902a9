package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.GrowingMessage;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.RecordedWire;
import org.spinngate.protocol.testing.Samples;
import org.spinngate.server.testing.Somebody;

/** Tails of messages, and clients from before there were any, through the real pipeline. */
@ExtendWith(LeakExtension.class)
class ServerExtrasTest {
  /** What no server knows. */
  private static final Extras UNKNOWN = Extras.of().plus(0x8001, (byte) 1, (byte) 2).plus(0x8002);

  /** What this server says of every session. */
  private static final Extras OF_SESSION = TagMode.TRANSLATE.addTo(Extras.of());

  /** What this server says of itself. */
  private static final Extras OF_SERVER = Reset.offeredIn(Extras.of());

  private static final Open WISH = new Open("spin5-01", 0);

  private final LinkBench bench = new LinkBench();

  ServerExtrasTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
  }

  private Connection greet(Extras extras) {
    return bench
        .connect()
        .say(Hello.of("alice", Somebody.token("alice"), "gateway-client 0.2").with(extras));
  }

  /** All messages, each read to its last byte, and none with a byte after it. */
  private static List<ControlMessage> answers(Connection connection) {
    List<ControlMessage> all = new ArrayList<>();
    while (!connection.isSilent()) {
      all.add(connection.next());
    }
    return all;
  }

  private static List<GrowingMessage> growing(List<ControlMessage> messages) {
    return messages.stream()
        .filter(GrowingMessage.class::isInstance)
        .map(GrowingMessage.class::cast)
        .toList();
  }

  private static List<Extras> tails(List<ControlMessage> messages) {
    return growing(messages).stream().map(GrowingMessage::extras).toList();
  }

  private static List<Class<?>> kinds(List<ControlMessage> messages) {
    return growing(messages).stream().<Class<?>>map(Object::getClass).toList();
  }

  @Test
  void whoseGreetingHasATailGetsOneWithEveryAnswerThatMayHaveIt() {
    Connection client = greet(Extras.of()).say(new ListBoards(), WISH);

    List<ControlMessage> answers = answers(client);

    assertThat(kinds(answers)).containsExactly(Welcome.class, Boards.class, Opened.class);
    assertThat(tails(answers)).containsExactly(OF_SERVER, Extras.of(), OF_SESSION);
  }

  @Test
  void whatTheServerDoesNotKnowIsPassedOver() {
    Connection client = greet(UNKNOWN).say(WISH.with(UNKNOWN));

    assertThat(tails(answers(client))).containsExactly(OF_SERVER, OF_SESSION);
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void aWishWithATailAfterAGreetingWithoutOneIsAnsweredWithoutTails() {
    Connection client = greet(Extras.NONE).say(WISH.with(UNKNOWN));

    assertThat(tails(answers(client))).containsExactly(Extras.NONE, Extras.NONE);
  }

  private static Opened opened(Connection connection) {
    return answers(connection).stream()
        .filter(Opened.class::isInstance)
        .map(Opened.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Resume resume(Opened session, int generation) {
    return new Resume(WISH, session.session(), session.resumption().token(), generation);
  }

  @Test
  void eachConnectionOfASessionHasItsOwnKnowledgeOfTails() {
    Connection client = greet(Extras.of()).say(WISH);
    Opened opened = opened(client);
    client.close();
    Opened first = opened(greet(Extras.NONE).say(resume(opened, 1)));
    Opened second = opened(greet(UNKNOWN).say(resume(opened, 2).with(UNKNOWN)));

    assertThat(first.resumption().resumed()).isTrue();
    assertThat(first.extras()).isEqualTo(Extras.NONE);
    assertThat(second.resumption().resumed()).isTrue();
    assertThat(second.extras()).isEqualTo(OF_SESSION);
  }

  @Test
  void aTailThatIsNotOneIsAViolation() {
    Connection client = greet(Extras.NONE);
    client.next(Welcome.class);

    client.sayBytes(Unpooled.wrappedBuffer(new byte[] {0, 9, 4, 0, 1, 'b', 0, 0, 0, 0, 1}));

    assertThat(client.goodbye()).isEqualTo(CloseCause.VIOLATION);
  }

  @Test
  void anOlderClientIsServedInTheFormThatItKnows() {
    RecordedWire wire = RecordedWire.boards();
    Connection client = bench.connect();

    assertLikeRecorded(wire, said(client, wire.client()));
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void anOlderClientHasItsSessionAndComesBackForIt() {
    RecordedWire wire = RecordedWire.session();
    RecordedWire later = RecordedWire.resumption();
    Connection client = bench.connect();
    List<ControlMessage> answers = said(client, wire.client());
    client.close();
    Opened opened = (Opened) growing(answers).get(1);
    Connection second = bench.connect();
    List<ControlMessage> more = said(second, inSession(later.client(), opened));

    assertLikeRecorded(wire, answers);
    assertLikeRecorded(later, more);
    assertThat(((Opened) growing(more).get(1)).resumption().resumed()).isTrue();
    assertThat(bench.socket(1).sent()).as("its first request, to the board").hasSize(1);
    assertThat(bench.socket(2).sent()).as("and that of another application").hasSize(1);
    assertThat(second.isOpen()).isFalse();
    assertThat(bench.sessions().count()).isZero();
  }

  /** With the number and the secret that the session of this test has. */
  private static List<byte[]> inSession(List<byte[]> frames, Opened session) {
    return frames.stream()
        .map(
            frame ->
                RecordedWire.messages(List.of(frame))
                    .filter(Resume.class::isInstance)
                    .map(wish -> Samples.frameOf(resume(session, ((Resume) wish).generation())))
                    .findAny()
                    .orElse(frame))
        .toList();
  }

  private static List<ControlMessage> said(Connection client, List<byte[]> frames) {
    List<ControlMessage> answers = new ArrayList<>();
    for (byte[] frame : frames) {
      client.sayBytes(Unpooled.wrappedBuffer(frame));
      answers.addAll(answers(client));
    }
    return answers;
  }

  private static void assertLikeRecorded(RecordedWire wire, List<ControlMessage> answers) {
    assertThat(tails(answers)).containsOnly(Extras.NONE);
    assertThat(kinds(answers)).isEqualTo(kinds(RecordedWire.messages(wire.server()).toList()));
  }
}
