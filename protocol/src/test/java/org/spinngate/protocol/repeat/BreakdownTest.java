package org.spinngate.protocol.repeat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.ExitCode;

/** A process whose memory is used up ends, on whichever thread that is noticed. */
@Timeout(300)
class BreakdownTest {
  private static final long PATIENCE_SECONDS = 120;

  static Stream<Throwable> harmless() {
    return Stream.of(
        new IllegalStateException(new IOException("no")),
        new AssertionError("ours"),
        new StackOverflowError(),
        new OutOfMemoryError("Cannot reserve 4194304 bytes of direct buffer memory (allocated: 1)"),
        new OutOfMemoryError("failed to allocate 4194304 byte(s) of direct memory (used: 1)"));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void whatConcernsOnlyWhoHasMetItEndsNothing(Throwable fault) {
    assertThat(Breakdown.isIn(fault)).isFalse();
    assertThat(Breakdown.isIn(new IllegalStateException(fault))).isFalse();
  }

  static Stream<Throwable> fatal() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new OutOfMemoryError("GC overhead limit exceeded"),
        new OutOfMemoryError("Metaspace"),
        new OutOfMemoryError("unable to create native thread: possibly out of memory"),
        new OutOfMemoryError(),
        new InternalError("of Java"));
  }

  @ParameterizedTest
  @MethodSource("fatal")
  void anEndOfMemoryIsFoundWhateverIsWrappedAroundIt(Throwable fault) {
    assertThat(Breakdown.isIn(fault)).isTrue();
    assertThat(Breakdown.isIn(new IllegalStateException(new IOException(fault)))).isTrue();
  }

  @Test
  void causesThatGoRoundInACircleAreFollowedToAnEnd() {
    Exception one = new IllegalStateException("one");
    one.initCause(new IllegalStateException("two", one));

    assertThat(Breakdown.isIn(one)).isFalse();
    assertThat(Breakdown.isIn(null)).isFalse();
  }

  /** Java's own words, on which the difference rests. */
  @Test
  void directMemoryIsToldApartByItsMessage() throws Exception {
    Process child = child("direct", "-XX:MaxDirectMemorySize=1m");

    assertThat(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theProcessEndsWithALineAndAnExitCodeThatCallsForAnotherStart(BrokenProgram.Way way)
      throws Exception {
    Process child = child(way.name(), "-Xmx16m");

    String words = new String(child.getErrorStream().readAllBytes(), UTF_8);
    assertThat(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(words).contains("the process cannot go on and ends: its memory is used up");
    assertThat(child.exitValue()).isEqualTo(ExitCode.INTERNAL.number());
  }

  @Test
  void itEndsAlsoWhileNobodyReadsItsLastWords() throws Exception {
    Process child = child("unread", "-Xmx16m");

    assertThat(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(ExitCode.INTERNAL.number());
    child.destroyForcibly();
  }

  private static Process child(String argument, String option) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            option,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            BrokenProgram.class.getName(),
            argument)
        .start();
  }

  /** What a direct buffer that cannot be had throws. */
  static void useUpDirectMemory() {
    ByteBuffer.allocateDirect(1 << 24);
  }
}
