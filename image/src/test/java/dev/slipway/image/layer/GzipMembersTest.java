package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.linux.Libdeflate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMembersTest {
  @BeforeEach
  void need() {
    assumeTrue(Libdeflate.isInstalled(), "libdeflate is not installed");
  }

  private static byte[] content(int length) {
    byte[] content = new byte[length];
    var random = new Random(1);
    for (int i = 0; i < length; i++) {
      content[i] = (byte) random.nextInt(5);
    }
    return content;
  }

  private static byte[] packed(byte[] content, int workers, int step) throws IOException {
    var sink = new ByteArrayOutputStream();
    try (var gzip = new GzipMembers(sink, 1, workers)) {
      for (int at = 0; at < content.length; at += step) {
        gzip.write(content, at, Math.min(step, content.length - at));
      }
    }
    return sink.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, GzipMembers.BLOCK - 1, GzipMembers.BLOCK, 5 * GzipMembers.BLOCK + 17})
  void whatIsWrittenComesBack(int length) throws Exception {
    byte[] content = content(length);
    byte[] packed = packed(content, 2, 10_007);
    try (var in = Compression.decompressing(new ByteArrayInputStream(packed))) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void theBytesDoNotDependOnThreadsOrOnHowTheyAreWritten() throws Exception {
    byte[] content = content(3 * GzipMembers.BLOCK + 5);
    assertThat(packed(content, 1, 1000)).isEqualTo(packed(content, 3, content.length));
  }

  @Test
  void aSinkThatFailsEndsIt() {
    var failing =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("full");
          }
        };
    assertThatThrownBy(
            () -> {
              try (var gzip = new GzipMembers(failing, 1, 2)) {
                gzip.write(content(10 * GzipMembers.BLOCK));
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("full");
  }
}
