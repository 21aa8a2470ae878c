package dev.slipway.cli.command.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentOptionsTest {
  @TempDir Path folder;

  private static List<String> read(Path file) {
    return EnvironmentOptions.of(List.of(file.toString()), List.of(), Map.of("HAS", "value"));
  }

  @Test
  void aFileHoldsOneVariableALine() throws IOException {
    Path file = Files.writeString(folder.resolve("env"), "# comment\n\n  A=1 2 \nHAS\nHASNOT\n");

    assertThat(read(file)).containsExactly("A=1 2 ", "HAS=value");
  }

  @Test
  void aFileThatCannotBeReadIsAUsageErrorThatNamesIt() throws IOException {
    Path missing = folder.resolve("missing");
    refused(missing, "open " + missing + ": no such file or directory");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'A', '=', (byte) 0xff, '\n'});
    refused(binary, "invalid env file (" + binary + "): invalid utf8 bytes");
    refused(folder, "invalid env file (" + folder + "): Is a directory");
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            CommandException.class, refused -> assertThat(refused.exitCode()).isEqualTo(125))
        .hasMessage(message);
  }
}
