package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectFileTest {
  @TempDir Path folder;

  /// A file with a beginning of a block, and the bytes that it is to have in the end.
  private Path begun(ByteArrayOutputStream wanted) throws IOException {
    byte[] beginning = new byte[DirectFile.BLOCK];
    new Random(1).nextBytes(beginning);
    wanted.writeBytes(beginning);
    return Files.write(folder.resolve("file"), beginning);
  }

  private static void write(DirectFile file, int length, ByteArrayOutputStream wanted)
      throws IOException {
    var random = new Random(length);
    for (int left = length; left > 0; ) {
      byte[] piece = new byte[Math.min(left, 1 + random.nextInt(200_000))];
      random.nextBytes(piece);
      file.write(piece, 0, piece.length);
      wanted.writeBytes(piece);
      left -= piece.length;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 1 << 20, (1 << 20) + 1, 3_000_000})
  void fileHasTheBytesOfAnyNumberThatWereWritten(int length) throws IOException {
    var wanted = new ByteArrayOutputStream();
    Path path = begun(wanted);

    try (DirectFile file = DirectFile.open(path, DirectFile.BLOCK)) {
      write(file, length, wanted);
      file.flush();
    }

    assertThat(Files.readAllBytes(path)).isEqualTo(wanted.toByteArray());
  }

  @Test
  void whatComesAfterAFlushIsThereToo() throws IOException {
    var wanted = new ByteArrayOutputStream();
    Path path = begun(wanted);

    try (DirectFile file = DirectFile.open(path, DirectFile.BLOCK)) {
      write(file, 1_500_001, wanted);
      file.flush();
      write(file, 2_500_001, wanted);
      file.flush();
    }

    assertThat(Files.readAllBytes(path)).isEqualTo(wanted.toByteArray());
  }

  /// The memory of this machine is a file system that may or may not know `O_DIRECT`.
  @Test
  void fileSystemWithoutADiskIsWrittenTo() throws IOException {
    var wanted = new ByteArrayOutputStream();
    Path path = Files.createTempFile(Path.of("/dev/shm"), "direct", "");
    try {
      Files.copy(begun(wanted), path, StandardCopyOption.REPLACE_EXISTING);
      try (DirectFile file = DirectFile.open(path, DirectFile.BLOCK)) {
        write(file, 1_200_003, wanted);
        file.flush();
      }
      assertThat(Files.readAllBytes(path)).isEqualTo(wanted.toByteArray());
    } finally {
      Files.delete(path);
    }
  }
}
