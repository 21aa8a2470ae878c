package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUsageTest {
  @TempDir Path directory;

  @Test
  void hardLinksCountOnceAndSymbolicLinksNot() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[1000]);
    Path below = Files.createDirectories(directory.resolve("a/b"));
    Files.createLink(below.resolve("again"), file);
    Files.createSymbolicLink(below.resolve("link"), file);
    Files.write(below.resolve("other"), new byte[20]);

    assertThat(DiskUsage.of(directory)).isEqualTo(1020);
  }
}
