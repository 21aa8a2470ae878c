package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ImageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  @TempDir Path directory;

  /// Half text, half noise.
  private static byte[] sample(int size) {
    byte[] bytes = new byte[size];
    var random = new Random(size);
    for (int i = 0; i < size; i++) {
      bytes[i] =
          (byte) (i / 4096 % 2 == 0 ? "the same words again ".charAt(i % 21) : random.nextInt());
    }
    return bytes;
  }

  private static byte[] gzip(byte[] input, int workers, int step) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GzipOutput(bytes, 6, workers)) {
      for (int i = 0; i < input.length; i += step) {
        gzip.write(input, i, Math.min(step, input.length - i));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] decompress(byte[] compressed) throws IOException {
    try (InputStream input = Compression.decompressing(new ByteArrayInputStream(compressed))) {
      return input.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, GzipOutput.PIECE, GzipOutput.PIECE + 1, 3_000_000})
  void gzipIsTheSameWithAnyNumberOfThreads(int size) throws IOException {
    byte[] input = sample(size);

    byte[] one = gzip(input, 1, 8192);

    assertThat(gzip(input, 4, 8192)).isEqualTo(one);
    assertThat(gzip(input, 3, 777_777)).isEqualTo(one);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(one)).readAllBytes()).isEqualTo(input);
    assertThat(decompress(one)).isEqualTo(input);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void whatIsCompressedIsReadByTheUsualProgram(Compression kind) throws Exception {
    byte[] input = sample(2_000_000);
    Path file = directory.resolve("file");
    try (OutputStream output = kind.compress(Files.newOutputStream(file))) {
      output.write(input);
    }
    String program = kind == Compression.GZIP ? "gzip" : "zstd";

    assertThat(Program.run(directory, program, "-dc", file.toString())).isEqualTo(input);
    assertThat(Compression.detect(Files.readAllBytes(file))).isEqualTo(kind);
    assertThat(decompress(Files.readAllBytes(file))).isEqualTo(input);
  }

  @ParameterizedTest
  @CsvSource({"gzip, GZIP", "zstd, ZSTD", "bzip2, BZIP2", "xz, XZ"})
  void membersOneAfterTheOtherAreRead(String program, Compression kind) throws Exception {
    byte[] input = sample(300_000);
    Path file = Files.write(directory.resolve("file"), input);
    byte[] member = Program.run(directory, program, "-c", file.toString());
    var twice = new ByteArrayOutputStream();
    twice.writeBytes(member);
    twice.writeBytes(member);
    var expected = new ByteArrayOutputStream();
    expected.writeBytes(input);
    expected.writeBytes(input);

    assertThat(Compression.detect(member)).isEqualTo(kind);
    assertThat(decompress(twice.toByteArray())).isEqualTo(expected.toByteArray());
    try (var slow = kind.decompress(new OneByteAtATime(twice.toByteArray()))) {
      assertThat(slow.readAllBytes()).isEqualTo(expected.toByteArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip", "zstd", "bzip2", "xz"})
  void damageAndTruncationAreErrors(String program) throws Exception {
    Path file = Files.write(directory.resolve("file"), sample(100_000));
    byte[] good = Program.run(directory, program, "-c", file.toString());

    for (int length : new int[] {12, good.length / 2, good.length - 1}) {
      assertThatThrownBy(() -> decompress(Arrays.copyOf(good, length)))
          .as("length %d", length)
          .isInstanceOf(ImageException.class)
          .hasMessageContaining(program);
    }
    byte[] bad = good.clone();
    bad[good.length / 2] ^= 1;
    assertThatThrownBy(() -> decompress(bad)).isInstanceOf(ImageException.class);
  }

  @Test
  void anErrorOfTheSourceIsPassedOn() throws Exception {
    Path file = Files.write(directory.resolve("file"), sample(100_000));
    for (String program : new String[] {"gzip", "zstd", "bzip2", "xz"}) {
      byte[] good = Program.run(directory, program, "-c", file.toString());
      var failing = new Failing(Arrays.copyOf(good, good.length / 2));

      assertThatThrownBy(
              () -> {
                try (InputStream input = Compression.decompressing(failing)) {
                  input.readAllBytes();
                }
              })
          .as(program)
          .isInstanceOf(IOException.class)
          .hasMessage("the line is cut");
    }
  }

  @Test
  void whatIsNotCompressedIsPassedOn() throws IOException {
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);

    assertThat(Compression.detect(text)).isEqualTo(Compression.NONE);
    assertThat(Compression.detect(new byte[0])).isEqualTo(Compression.NONE);
    assertThat(decompress(text)).isEqualTo(text);
  }

  @Test
  void gzipHeaderFieldsAreSkippedAndPaddingIsIgnored() throws Exception {
    Path file = Files.writeString(directory.resolve("name"), "hello");
    byte[] member = Program.run(directory, "gzip", "-c", file.toString()); // Has the file's name.
    byte[] padded = Arrays.copyOf(member, member.length + 100);
    byte[] garbage = padded.clone();
    garbage[garbage.length - 1] = 7;

    assertThat(decompress(padded)).asString().isEqualTo("hello");
    assertThatThrownBy(() -> decompress(garbage)).hasMessageContaining("something else follows");
  }

  private static final class OneByteAtATime extends InputStream {
    private final byte[] bytes;
    private int at;

    OneByteAtATime(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return at == bytes.length ? -1 : bytes[at++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int next = length == 0 ? 0 : read();
      if (next < 0 || length == 0) {
        return next;
      }
      target[offset] = (byte) next;
      return 1;
    }
  }

  @SuppressWarnings("InputStreamSlowMultibyteRead")
  private static final class Failing extends InputStream {
    private final ByteArrayInputStream bytes;

    Failing(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() throws IOException {
      int next = bytes.read();
      if (next < 0) {
        throw new IOException("the line is cut");
      }
      return next;
    }
  }
}
