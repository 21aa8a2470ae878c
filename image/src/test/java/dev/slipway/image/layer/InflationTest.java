package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.ImageException;
import dev.slipway.linux.Igzip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether ISA-L does what the JDK's zlib does.
class InflationTest {
  private static final int BEHIND = 11;

  @BeforeEach
  void need() {
    assumeTrue(Igzip.open().isPresent(), "ISA-L is not installed");
  }

  private static Inflation igzip() {
    return new Inflation.ByIgzip(Igzip.open().orElseThrow());
  }

  private static List<byte[]> contents() {
    var random = new Random(7);
    byte[] noise = new byte[70_000];
    random.nextBytes(noise);
    byte[] few = new byte[110_000];
    for (int i = 0; i < few.length; i++) {
      few[i] = (byte) random.nextInt(5);
    }
    byte[] mixed = new byte[140_000];
    for (int at = 0; at + 1000 < mixed.length; at += 1000) {
      byte[] from = random.nextInt(3) == 0 ? noise : few;
      System.arraycopy(from, random.nextInt(69_000), mixed, at, 1000);
    }
    byte[] text = "The quick brown fox. ".repeat(4000).getBytes(StandardCharsets.UTF_8);
    return List.of(new byte[0], new byte[] {'x'}, new byte[100_000], noise, few, mixed, text);
  }

  private static byte[] deflated(byte[] content, int level, int strategy) {
    var deflater = new Deflater(level, true);
    deflater.setStrategy(strategy);
    deflater.setInput(content);
    deflater.finish();
    byte[] packed = new byte[content.length + content.length / 10 + 1000];
    int length = 0;
    while (!deflater.finished()) {
      length += deflater.deflate(packed, length, packed.length - length);
    }
    deflater.end();
    return Arrays.copyOf(packed, length + BEHIND);
  }

  /// What comes out of a stream that is given in pieces; nothing if it does not end.
  private static Optional<byte[]> inflated(Inflation inflation, byte[] packed, int in, int out)
      throws DataFormatException {
    var whole = new ByteArrayOutputStream();
    byte[] piece = new byte[out];
    int at = Math.min(in, packed.length);
    inflation.begin(packed, 0, at);
    while (true) {
      int count = inflation.inflate(piece, 0, out);
      whole.write(piece, 0, count);
      if (count == 0 && inflation.hasEnded()) {
        assertThat(packed.length - at + inflation.remaining()).as("left").isEqualTo(BEHIND);
        return Optional.of(whole.toByteArray());
      }
      if (count == 0 && inflation.isHungry()) {
        if (at == packed.length) {
          return Optional.empty();
        }
        int next = Math.min(in, packed.length - at);
        inflation.input(packed, at, next);
        at += next;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 9})
  void streamsOfAnyKindComeBackInPiecesOfAnySize(int level) throws Exception {
    Inflation inflation = igzip();
    for (byte[] content : contents()) {
      for (int strategy :
          new int[] {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY}) {
        byte[] packed = deflated(content, level, strategy);
        for (int in : new int[] {1, 2, 3, 7, 13, 1000, 65_536}) {
          for (int out : new int[] {in == 1 ? 1 : 5, 100, 70_000}) {
            assertThat(inflated(inflation, packed, in, out))
                .as("%s bytes, strategy %s, pieces of %s and %s", content.length, strategy, in, out)
                .get()
                .isEqualTo(content);
          }
        }
      }
    }
  }

  @Test
  void whatIsCutNeverEnds() throws Exception {
    byte[] packed = deflated(contents().get(5), 6, Deflater.DEFAULT_STRATEGY);
    for (int length = 0; length < packed.length - BEHIND; length += 997) {
      assertThat(inflated(igzip(), Arrays.copyOf(packed, length), 4096, 4096)).isEmpty();
    }
  }

  /// Whatever the decompressor makes of it, nothing but what was packed is given as whole.
  @Test
  void whatIsDamagedIsNeverReadAsSomethingElse() throws Exception {
    byte[] content = Arrays.copyOf(contents().get(5), 20_000);
    byte[] member = gzip(content);
    var random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = member.clone();
      int at = 10 + random.nextInt(damaged.length - 10);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      try (var in = new GzipInput(new ByteArrayInputStream(damaged), igzip())) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      } catch (ImageException told) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(2900);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  @Test
  void membersFollowEachOtherWhereverTheSourcePauses() throws Exception {
    var members = new ByteArrayOutputStream();
    var wanted = new ByteArrayOutputStream();
    for (byte[] content : contents()) {
      byte[] start = Arrays.copyOf(content, Math.min(content.length, 5000));
      members.write(gzip(start));
      wanted.write(start);
    }
    for (int pause : new int[] {1, 2, 17, 4095}) {
      try (var in = new GzipInput(pausing(members.toByteArray(), pause), igzip())) {
        assertThat(in.readAllBytes()).isEqualTo(wanted.toByteArray());
      }
    }
    byte[] cut = Arrays.copyOf(members.toByteArray(), members.size() - 1);
    try (var in = new GzipInput(new ByteArrayInputStream(cut), igzip())) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("cut off");
    }
  }

  /// Gives at most so many bytes at a time.
  private static InputStream pausing(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, most));
      }
    };
  }

  @Test
  void manyAreOpenAtOnce() throws Exception {
    byte[] content = contents().get(6);
    byte[] packed = deflated(content, 6, Deflater.DEFAULT_STRATEGY);
    var open = new ArrayList<Inflation>();
    for (int i = 0; i < 50; i++) {
      Inflation one = igzip();
      assertThat(inflated(one, packed, 1000, 1000)).get().isEqualTo(content);
      open.add(one);
    }
    assertThat(open).hasSize(50);
  }
}
