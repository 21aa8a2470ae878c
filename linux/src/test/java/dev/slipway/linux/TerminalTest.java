package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {
  @TempDir Path temp;

  @Test
  void sizeAndModeOfATerminalAreChangedAndRestored() throws IOException {
    Path multiplexer = Path.of("/dev/ptmx");
    assumeTrue(Files.isWritable(multiplexer), "/dev/ptmx is not accessible");
    try (OpenFile master = OpenFile.readWrite(multiplexer)) {
      Terminal terminal = Terminal.of(master).orElseThrow();
      assertThat(terminal.size()).isEmpty();
      terminal.resize(new Terminal.Size(40, 132));
      assertThat(terminal.size()).contains(new Terminal.Size(40, 132));

      byte[] line = {'a', '\n'};
      Terminal.Settings before = terminal.settings();
      terminal.apply(before.raw());
      assertThat(terminal.settings()).usingRecursiveComparison().isNotEqualTo(before);
      terminal.apply(before);
      assertThat(terminal.settings()).usingRecursiveComparison().isEqualTo(before);
      master.write(line, 0, 2);
    }
  }

  /// What gives a terminal its settings back after `kill -9` is stty.
  @Test
  void settingsAreSaidAsSttySaysThem() throws IOException {
    Path multiplexer = Path.of("/dev/ptmx");
    assumeTrue(Files.isWritable(multiplexer), "/dev/ptmx is not accessible");
    try (OpenFile master = OpenFile.readWrite(multiplexer)) {
      Terminal terminal = Terminal.of(master).orElseThrow();
      Terminal.Settings before = terminal.settings();

      assertThat(before.words()).isEqualTo(stty(master, "-g"));
      assertThat(stty(master, before.raw().words())).isEmpty();
      assertThat(terminal.settings()).usingRecursiveComparison().isEqualTo(before.raw());
    }
  }

  private String stty(OpenFile terminal, String word) throws IOException {
    Path said = Files.writeString(temp.resolve("said"), "");
    try (OpenFile output = OpenFile.readWrite(said);
        ChildProcess stty =
            ChildProcess.spawn(
                Path.of("/bin/stty"),
                List.of("stty", word),
                List.of(),
                List.of(terminal, output, output))) {
      assertThat(stty.waitFor()).isZero();
    }
    return Files.readString(said).strip();
  }

  @Test
  void fileIsNoTerminal() throws IOException {
    Path file = Files.writeString(temp.resolve("f"), "x");
    try (OpenFile open = OpenFile.read(file)) {
      assertThat(Terminal.isTerminal(open)).isFalse();
    }
  }

  @Test
  void limitsAreThoseOfTheKernel() throws IOException {
    Limits.Limit files = Limits.get(Limits.Resource.NOFILE);
    String line =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(found -> found.startsWith("Max open files"))
            .findFirst()
            .orElseThrow();

    assertThat(line.split("\\s+"))
        .containsSequence(String.valueOf(files.soft()), String.valueOf(files.hard()));
  }
}
