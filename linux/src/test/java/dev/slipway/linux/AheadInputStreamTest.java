package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AheadInputStreamTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4 << 20, (4 << 20) + 1, (21 << 20) + 17})
  void givesTheBytesOfTheFile(int size) throws Exception {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    try (InputStream in = AheadInputStream.open(file)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void whatIsSkippedIsLeftOut() throws Exception {
    byte[] bytes = new byte[30 << 20];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    try (InputStream in = AheadInputStream.open(file)) {
      assertThat(in.read()).isEqualTo(bytes[0] & 0xff);
      in.skipNBytes((25 << 20) - 1);
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 25 << 20, bytes.length));
    }
  }

  @Test
  void aFileThatIsNotThereIsToldAsSuch() {
    assertThatThrownBy(() -> AheadInputStream.open(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
