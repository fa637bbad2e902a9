package org.spinngate.server.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.NotifyReceiver;

/** What systemd hears, at a socket of the test's own. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(LeakExtension.class)
class SystemdTest {
  private static final long OWN = ProcessHandle.current().pid();

  @TempDir Path folder;
  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);
  private final AtomicInteger asked = new AtomicInteger();
  private final ServiceManager.Service service =
      new ServiceManager.Service(() -> "12 boards", this::works);
  private volatile boolean works = true;

  @AfterEach
  void close() {
    log.close();
  }

  private boolean works(Duration within) {
    asked.incrementAndGet();
    return works;
  }

  private String path() {
    return folder.resolve("notify").toString();
  }

  private static Systemd systemd(String socket, String... more) {
    return Systemd.of(
        more.length == 0
            ? Map.of(Systemd.SOCKET, socket)
            : Map.of(Systemd.SOCKET, socket, more[0], more[1]),
        OWN);
  }

  @Test
  void theLifeOfAServerIsToldInOrder() {
    try (NotifyReceiver receiver = new NotifyReceiver(path())) {
      try (Systemd systemd = systemd(path())) {
        systemd.ready(service);
        systemd.reloading();
        systemd.reloaded();
        systemd.stopping();
      }

      receiver.await("STOPPING=1", 1);
      assertThat(receiver.messages()).hasSize(4).first().isEqualTo("READY=1\nSTATUS=12 boards");
      assertThat(receiver.messages().get(1))
          .matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+\nSTATUS=12 boards");
      assertThat(receiver.messages().get(2)).isEqualTo("READY=1\nSTATUS=12 boards");
      assertThat(receiver.messages().get(3)).isEqualTo("STOPPING=1\nSTATUS=stopping");
      assertThat(asked).hasValue(0);
    }
  }

  @Test
  void aNameThatIsNoFileIsFound() {
    String name = "@spinngate-test-" + OWN;
    try (NotifyReceiver receiver = new NotifyReceiver(name);
        Systemd systemd = systemd(name)) {
      systemd.ready(service);

      receiver.await("READY=1", 1);
    }
  }

  @Test
  void nothingIsToldOfReloadsBeforeTheServerIsReadyAndAfterItsEndHasBegun() {
    try (NotifyReceiver receiver = new NotifyReceiver(path())) {
      try (Systemd systemd = systemd(path())) {
        systemd.reloading();
        systemd.reloaded();
        systemd.ready(service);
        systemd.stopping();
        systemd.reloading();
        systemd.reloaded();
      }

      receiver.await("STOPPING=1", 1);
      assertThat(receiver.messages()).hasSize(2);
    }
  }

  @Test
  void aWatchdogThatIsTooPatientForTheOtherGatewaysIsWarnedOf() {
    try (Systemd systemd = systemd(path(), "WATCHDOG_USEC", "10000001")) {
      systemd.compareWith(Duration.ofSeconds(15));
    }

    assertThat(log.lines("WatchdogSec=10s or less")).hasSize(1);
  }

  @Test
  void aWatchdogOfTwoThirdsOfTheTimeIsFine() {
    try (Systemd systemd = systemd(path(), "WATCHDOG_USEC", "10000000")) {
      systemd.compareWith(Duration.ofSeconds(15));
    }
    try (Systemd unwatched = systemd(path())) {
      unwatched.compareWith(Duration.ofSeconds(5));
    }

    assertThat(log.lines("WatchdogSec")).isEmpty();
  }

  @Test
  void theWatchdogIsFedWhileTheServerWorks() {
    try (NotifyReceiver receiver = new NotifyReceiver(path());
        Systemd systemd = systemd(path(), "WATCHDOG_USEC", "80000")) {
      systemd.ready(service);

      receiver.await("WATCHDOG=1", 5);
      assertThat(receiver.messages().get(0)).startsWith("READY=1");
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void aServerThatDoesNotWorkFeedsNothingUntilItWorksAgain() {
    try (NotifyReceiver receiver = new NotifyReceiver(path());
        Systemd systemd = systemd(path(), "WATCHDOG_USEC", "80000")) {
      works = false;
      systemd.ready(service);

      await().until(() -> asked.get() > 5);
      assertThat(receiver.count("WATCHDOG=1")).isZero();
      assertThat(log.lines("an event loop stands still; systemd ends this process")).hasSize(1);
      works = true;
      receiver.await("WATCHDOG=1", 2);
    }
  }

  @Test
  void aServerThatEndsFeedsHoweverItsLoopsAre() {
    try (NotifyReceiver receiver = new NotifyReceiver(path());
        Systemd systemd = systemd(path(), "WATCHDOG_USEC", "80000")) {
      works = false;
      systemd.ready(service);
      systemd.stopping();

      receiver.await("WATCHDOG=1", 3);
    }
  }

  @Test
  void nothingIsFedBeforeTheServerIsReady() {
    try (NotifyReceiver receiver = new NotifyReceiver(path())) {
      systemd(path(), "WATCHDOG_USEC", "1000").close();

      assertThat(receiver.messages()).isEmpty();
      assertThat(asked).hasValue(0);
    }
  }

  @Test
  void aSystemdThatDoesNotHearIsToldOfOnceAndHeardAgainLater() {
    try (Systemd systemd = systemd(path(), "WATCHDOG_USEC", "80000")) {
      systemd.ready(service);
      await().until(() -> asked.get() > 3);

      try (NotifyReceiver receiver = new NotifyReceiver(path())) {
        receiver.await("WATCHDOG=1", 2);
      }
      assertThat(log.lines("systemd does not hear")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\r\nb"})
  void theStatusIsOneLine(String status) {
    try (NotifyReceiver receiver = new NotifyReceiver(path());
        Systemd systemd = systemd(path())) {
      systemd.ready(new ServiceManager.Service(() -> status, late -> true));

      receiver.await("STATUS=a b", 1);
    }
  }
}
