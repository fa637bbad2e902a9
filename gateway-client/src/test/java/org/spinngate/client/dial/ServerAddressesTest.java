package org.spinngate.client.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server's name stands for while the name server comes and goes. */
class ServerAddressesTest {
  private static final InetAddress ONE = InetAddress.getLoopbackAddress();

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final Deque<Runnable> questions = new ArrayDeque<>();
  private final ServerAddresses addresses =
      new ServerAddresses(
          "gateway.test", new NameLookup(questions::add, host -> answer()), time.eventLoop());
  private InetAddress[] answer = {ONE};

  private InetAddress[] answer() throws UnknownHostException {
    if (answer.length == 0) {
      throw new UnknownHostException("gateway.test");
    }
    return answer;
  }

  @BeforeEach
  void freeze() {
    time.freezeTime();
  }

  private void nameServerAnswers() {
    questions.remove().run();
    time.runPendingTasks();
  }

  private void pass(int seconds) {
    time.advanceTimeBy(seconds, TimeUnit.SECONDS);
    time.runScheduledPendingTasks();
  }

  private void knowOne() {
    CompletableFuture<List<InetAddress>> found = addresses.find();
    nameServerAnswers();
    assertThat(found.join()).containsExactly(ONE);
  }

  @Test
  void aNameThatNobodyKnowsHasNoAddresses() {
    answer = new InetAddress[0];

    CompletableFuture<List<InetAddress>> found = addresses.find();
    nameServerAnswers();

    assertThat(found).isCompletedExceptionally();
  }

  @Test
  void aNameServerThatIsSilentIsGivenUpSoonerThanAPersonGivesUp() {
    CompletableFuture<List<InetAddress>> found = addresses.find();

    pass(14);
    assertThat(found).isNotDone();
    pass(2);

    assertThat(found).isCompletedExceptionally();
  }

  @Test
  void whenTheNameServerFailsTheAddressesOfBeforeServe() {
    knowOne();
    answer = new InetAddress[0];

    CompletableFuture<List<InetAddress>> found = addresses.find();
    nameServerAnswers();

    assertThat(found.join()).containsExactly(ONE);
  }

  @Test
  void whenTheNameServerIsSilentTheAddressesOfBeforeServeAfterASecond() {
    knowOne();

    CompletableFuture<List<InetAddress>> found = addresses.find();
    pass(2);
    addresses.find();
    pass(2);

    assertThat(found.join()).containsExactly(ONE);
    assertThat(questions).as("one question waits, however often it is asked").hasSize(1);
  }

  @Test
  void aServerThatMovedIsFoundAtItsNewAddress() throws UnknownHostException {
    knowOne();
    addresses.worked(ONE);
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 9});
    answer = new InetAddress[] {other};

    CompletableFuture<List<InetAddress>> found = addresses.find();
    nameServerAnswers();

    assertThat(found.join()).containsExactly(other);
  }

  @Test
  void theAddressThatWorkedIsTheFirst() throws UnknownHostException {
    InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 9});
    answer = new InetAddress[] {other, ONE};
    addresses.worked(ONE);

    CompletableFuture<List<InetAddress>> found = addresses.find();
    nameServerAnswers();

    assertThat(found.join()).containsExactly(ONE, other);
  }
}
