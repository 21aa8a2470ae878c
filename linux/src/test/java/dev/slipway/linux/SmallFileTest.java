package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
  @TempDir Path directory;

  @Test
  void everyByteIsReadAlsoOfAFileLargerThanWhatIsReadAtOnce() throws Exception {
    for (int size : new int[] {0, 1, 65_536, 65_537, 300_000}) {
      byte[] content = new byte[size];
      new Random(size).nextBytes(content);
      Path file = Files.write(directory.resolve("file " + size), content);
      assertThat(SmallFile.readIfThere(file)).isEqualTo(content);
    }
  }

  @Test
  void aFileThatIsNotThereIsNull() throws Exception {
    assertThat(SmallFile.readIfThere(directory.resolve("missing"))).isNull();
    assertThat(SmallFile.readIfThere(directory.resolve("missing/below"))).isNull();
  }

  @Test
  void whatIsThereAndCannotBeReadIsAnError() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> SmallFile.readIfThere(directory))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining(directory.toString());
    assertThatThrownBy(() -> SmallFile.readIfThere(file.resolve("below")))
        .isInstanceOf(LinuxException.class);
  }
}
