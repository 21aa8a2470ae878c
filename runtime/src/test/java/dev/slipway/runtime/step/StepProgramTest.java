package dev.slipway.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runtime.RuntimeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepProgramTest {
  private static final String PREFIX =
      "unable to start container process: error during container init: exec: ";

  @TempDir Path temp;
  private StepFixture step;

  @BeforeEach
  void fixture() throws IOException {
    step = new StepFixture(temp);
    Path layer = step.layer("files");
    Files.writeString(layer.resolve("plain"), "#!/bin/sh\necho ran\n");
    Files.writeString(layer.resolve("script"), "#!/bin/sh\necho ran\n");
    Files.writeString(layer.resolve("garbage"), "hello");
    Files.writeString(layer.resolve("bad"), "#!/missing\n");
    for (String name : new String[] {"script", "garbage", "bad"}) {
      Files.setPosixFilePermissions(
          layer.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.createSymbolicLink(layer.resolve("link"), Path.of("/script"));
    Files.createDirectories(layer.resolve("usr/bin"));
    Files.writeString(layer.resolve("usr/bin/closed"), "x");
  }

  @ParameterizedTest
  @CsvSource({
    "nope, executable file not found in $PATH",
    "/nope, stat /nope: no such file or directory",
    "/plain, permission denied",
    "/bin, is a directory",
    "closed, permission denied",
  })
  void programThatCannotRunIsNamed(String program, String reason) throws Exception {
    assertThat(step.run(program)).isEqualTo(1);
    assertThat(step.errors()).isEqualTo(PREFIX + "\"" + program + "\": " + reason + "\n");
    assertThat(step.upper).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"/script", "/link", "./script"})
  void programIsFoundByPath(String program) throws Exception {
    assertThat(step.run(program)).as(step.errors()).isZero();
    assertThat(step.output()).isEqualTo("ran\n");
  }

  @Test
  void fileThatIsNoProgramIsRefused() throws Exception {
    assertThat(step.run("/garbage")).isEqualTo(255);
    assertThat(step.errors()).containsIgnoringCase("exec format error");
  }

  @Test
  void missingInterpreterIsNotFound() throws Exception {
    assertThat(step.run("/bad")).isEqualTo(255);
    assertThat(step.errors()).containsIgnoringCase("no such file");
  }

  @Test
  void programOfAMountIsFound() throws Exception {
    Path tools = Files.createDirectories(temp.resolve("tools"));
    Files.copy(step.layers.getLast().resolve("script"), tools.resolve("tool"));
    Files.setPosixFilePermissions(
        tools.resolve("tool"), PosixFilePermissions.fromString("rwxr-xr-x"));
    step.mounts.add(new RuntimeMount.Bind(tools, "/opt/tools", true));

    assertThat(step.run("/opt/tools/tool")).as(step.errors()).isZero();
    assertThat(step.run("/opt/tools/missing")).isEqualTo(1);
  }
}
