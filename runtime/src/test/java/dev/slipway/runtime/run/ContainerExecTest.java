package dev.slipway.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("dev.slipway.runtime.run.TestHost#canRun")
class ContainerExecTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path directory;

  TestHost host;
  Container container;

  @BeforeEach
  void start() throws Exception {
    host = TestHost.open(directory);
    container = host.create("/bin/sleep", "1000");
    host.lifecycle.start(container.id(), false, Optional.empty()).close();
  }

  @AfterEach
  void close() throws IOException {
    host.close();
    FileTreeRemoval.remove(directory);
  }

  private record Result(int code, String out) {}

  private Result exec(ExecRequest request) throws IOException {
    Path output = directory.resolve("output");
    Files.writeString(output, "");
    try (OpenFile nothing = OpenFile.readWrite(Path.of("/dev/null"));
        OpenFile file = OpenFile.readWrite(output)) {
      int code =
          new ContainerExec(host.host)
              .run(host.now(container), request, Optional.empty(), List.of(nothing, file, file));
      return new Result(code, Files.readString(output));
    }
  }

  private static ExecRequest request(
      List<String> environment, String user, String directory, String... command) {
    return new ExecRequest(
        List.of(command), environment, user, directory, false, false, false, false);
  }

  @Test
  void theEnvironmentIsTheContainersAndTheUsersAdditions() throws Exception {
    Result result = exec(request(List.of("FOO=bar"), "", "", "sh", "-c", "echo $FOO $PATH"));

    assertThat(result.out())
        .isEqualTo("bar /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n");
  }

  @Test
  void userAndDirectoryMayDiffer() throws Exception {
    Result result = exec(request(List.of(), "nonroot", "/etc", "sh", "-c", "id -u; pwd"));

    assertThat(result).isEqualTo(new Result(0, "1001\n/etc\n"));
  }

  @Test
  void theExitCodeIsTheProgramsOwn() throws Exception {
    assertThat(exec(request(List.of(), "", "", "sh", "-c", "exit 4")).code()).isEqualTo(4);
    assertThat(exec(request(List.of(), "", "", "sh", "-c", "kill -9 $$")).code()).isEqualTo(137);
    assertThat(exec(request(List.of(), "", "", "sh", "-c", "exit 255")).code()).isEqualTo(255);
  }

  @Test
  void aProgramThatCannotRunIsRefusedWithDockersCodes() {
    refused(127, "exec: \"nosuch\": executable file not found in $PATH", "nosuch");
    refused(127, "exec: \"/no/such\": no such file or directory", "/no/such");
    refused(126, "exec: \"/etc/passwd\": permission denied", "/etc/passwd");
    refused(126, "exec: \"/etc\": is a directory: permission denied", "/etc");
  }

  @Test
  void aMissingWorkingDirectoryIsSaidOnce() throws Exception {
    for (String directory : List.of("/nope", "/etc/passwd")) {
      Path output = Files.writeString(directory(), "");
      assertThatThrownBy(() -> exec(request(List.of(), "", directory, "true")))
          .hasMessageStartingWith("chdir to cwd (\"" + directory + "\") failed: no")
          .isInstanceOfSatisfying(
              ContainerException.class, failure -> assertThat(failure.exitCode()).isEqualTo(127));
      assertThat(output).isEmptyFile();
    }
  }

  private Path directory() {
    return directory.resolve("output");
  }

  private void refused(int code, String message, String command) {
    assertThatThrownBy(() -> exec(request(List.of(), "", "", command)))
        .hasMessage(message)
        .isInstanceOfSatisfying(
            ContainerException.class, failure -> assertThat(failure.exitCode()).isEqualTo(code));
  }

  @Test
  void theSystemCallFilterHoldsForItToo() throws Exception {
    assertThat(exec(request(List.of(), "", "", "cat", "/proc/self/status")).out())
        .contains("Seccomp:\t2")
        .contains("CapEff:\t00000000a80425fb");
  }

  @Test
  void aStoppedContainerIsRefused() throws Exception {
    host.lifecycle.stop(container.id(), 9, java.time.Duration.ofSeconds(10));

    assertThatThrownBy(() -> exec(request(List.of(), "", "", "true")))
        .hasMessage("container " + container.id() + " is not running");
  }

  @Test
  void nothingStaysBehind() throws Exception {
    List<String> before = host.leftovers();

    exec(request(List.of(), "", "", "true"));

    assertThat(host.leftovers()).isEqualTo(before);
  }
}
