package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.text.FileNames;

/** Both programs where the locale knows nothing but ASCII, and names of files do not care. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
@ExtendWith(LeakExtension.class)
class OddLocaleTest {
  private static final String SERVER = "org.spinngate.server.Main";
  private static final String CLIENT = "org.spinngate.client.command.Main";

  @TempDir Path folder;
  private Path home;

  private record Outcome(int exitCode, String out, String err) {}

  /** By a script, since this process may have such a locale, too. */
  private Outcome run(String main, String arguments) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Path script =
        Files.writeString(
            folder.resolve("script"),
            """
            LC_ALL=C HOME='%s/Jörg'
            export LC_ALL HOME
            cd "$HOME"
            exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s %s
            """
                .formatted(
                    folder,
                    System.getProperty("java.home"),
                    System.getProperty("java.class.path"),
                    main,
                    arguments));
    Process process =
        new ProcessBuilder("/bin/sh", script.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Path write(String name, String text) throws IOException {
    home = new FileNames().resolve(folder, "Jörg");
    Path file = new FileNames().resolve(home, name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aClientFindsItsFilesAndGivesAProgramItsArguments() throws Exception {
    try (Facility facility =
        Facility.plan().board("spin5-01", board -> board).user("alice", "spin5-01").start()) {
      write("Tökén", FacilityPlan.token("alice"));
      write(
          ".config/spinnaker-gateway/client.conf",
          """
          server = "127.0.0.1:%d"
          user = alice
          token-file = "../../Tökén"
          pin = "%s"
          scp-port = 0
          boot-port = 0
          """
              .formatted(facility.address().getPort(), ServerIdentity.forLoopback().pin()));

      Outcome outcome =
          run(CLIENT, "run -b spin5-01 -- /bin/sh -c 'printf \"<%s>\" \"$@\"' sh 'ö \"' 木");

      assertThat(outcome.err()).doesNotContain("internal error", "\tat ");
      assertThat(outcome.out()).endsWith("<ö \"><木>");
      assertThat(outcome.exitCode()).isZero();
    }
  }

  @Test
  void aFileThatNobodyNeedsIsInNobodysWay() throws Exception {
    write("x", "");

    Outcome outcome = run(CLIENT, "boards --server localhost --user a --token-file 木");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).startsWith("gateway-client: token file ").contains("does not exist");
  }

  @Test
  void aServerReadsAConfigurationOfAnyName() throws Exception {
    ServerIdentity identity = ServerIdentity.forLoopback();
    for (Path file : List.of(identity.certificate(), identity.key())) {
      write("schlüssel/" + file.getFileName(), Files.readString(file));
    }
    write(
        "gerät.conf",
        """
        gateway {
          tls { certificate = "schlüssel/server.pem", key = "schlüssel/server.key" }
          boards.a { simulated = true, comment = "Gerät" }
          users.alice { tokens = ["sha256:%s"], boards = ["*"] }
        }
        """
            .formatted("0".repeat(64)));

    Outcome outcome = run(SERVER, "check-config -c gerät.conf");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith(folder + "/Jörg/gerät.conf: fine: 1 board, 1 user");
    assertThat(outcome.exitCode()).isZero();
  }
}
