package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class LibdeflateTest {
  @Test
  void blocksBecomeMembersThatAnybodyReads() throws Exception {
    assumeTrue(Libdeflate.isInstalled(), "libdeflate is not installed");
    byte[] block = new byte[1 << 20];
    new Random(1).nextBytes(block);
    Arrays.fill(block, 1000, 900_000, (byte) 'x');
    try (Libdeflate compressor = Libdeflate.open(1, block.length)) {
      for (int length : new int[] {block.length, 0, 1, 700_000}) {
        byte[] packed = compressor.gzip(block, length);
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
          assertThat(gzip.readAllBytes()).isEqualTo(Arrays.copyOf(block, length));
        }
      }
    }
  }
}
