package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import dev.slipway.image.DigestingInputStream;
import dev.slipway.image.DigestingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyWritingTest {
  private static final int LENGTH = (66 << 20) + 3;

  @TempDir Path folder;

  @Test
  void largeFileHasAllThatWasWritten() throws IOException {
    Path file = folder.resolve("file");
    var random = new Random(7);
    byte[] some = new byte[1 << 20];
    random.nextBytes(some);

    Digest written;
    try (var out = new DigestingOutputStream(new EarlyWriting(file))) {
      for (int left = LENGTH; left > 0; ) {
        int length = Math.min(left, 1 + random.nextInt(300_000));
        out.write(some, random.nextInt(some.length - length), length);
        left -= length;
      }
      out.flush();
      written = out.digest();
    }

    assertThat(file).hasSize(LENGTH);
    try (var in = new DigestingInputStream(Files.newInputStream(file))) {
      in.transferTo(OutputStream.nullOutputStream());
      assertThat(in.digest()).isEqualTo(written);
    }
  }

  /// What is dropped is not written to its end.
  @Test
  void fileThatIsClosedWithoutAFlushMakesNoFuss() throws IOException {
    Path file = folder.resolve("file");
    byte[] some = new byte[1 << 20];

    try (var out = new EarlyWriting(file)) {
      for (int i = 0; i < 65; i++) {
        out.write(some, 0, some.length);
      }
      out.write(1);
    }

    assertThat(Files.size(file)).isBetween(64L << 20, (65L << 20) + 1);
  }
}
