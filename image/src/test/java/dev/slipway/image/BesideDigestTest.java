package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BesideDigestTest {
  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static void update(BesideDigest digest, byte[] bytes, int step) throws IOException {
    for (int at = 0; at < bytes.length; at += step) {
      digest.update(bytes, at, Math.min(step, bytes.length - at));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, (1 << 20) + (256 << 10), 7_654_321})
  void digestIsThatOfAllBytes(int size) throws IOException {
    byte[] bytes = random(size);
    for (int step : new int[] {1 << 22, 65_536, 1_001}) {
      try (var digest = BesideDigest.beside()) {
        update(digest, bytes, step);

        assertThat(digest.count()).isEqualTo(size);
        assertThat(digest.digest()).isEqualTo(Digest.sha256(bytes));
      }
    }
  }

  @Test
  void giversMayChangeTheirBufferAtOnce() throws IOException {
    byte[] bytes = random(3 << 20);
    Digest expected = Digest.sha256(bytes);
    try (var digest = BesideDigest.beside()) {
      byte[] buffer = new byte[8192];
      for (int at = 0; at < bytes.length; at += buffer.length) {
        System.arraycopy(bytes, at, buffer, 0, buffer.length);
        digest.update(buffer, 0, buffer.length);
        Arrays.fill(buffer, (byte) 0);
      }

      assertThat(digest.digest()).isEqualTo(expected);
    }
  }

  @Test
  void droppedDigestEnds() throws IOException {
    BesideDigest digest = BesideDigest.beside();
    update(digest, random(4 << 20), 65_536);
    digest.close();

    assertThatThrownBy(digest::digest).hasMessageContaining("dropped");
  }
}
