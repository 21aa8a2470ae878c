package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTarWriterTest {
  @TempDir Path directory;

  private static byte[] write(LayerEntry... entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new LayerTarWriter(bytes)) {
      for (LayerEntry entry : entries) {
        writer.add(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
      }
      writer.finish();
    }
    return bytes.toByteArray();
  }

  private static List<LayerEntry> read(byte[] tar) throws IOException {
    List<LayerEntry> entries = new ArrayList<>();
    try (var reader = new TarReader(new ByteArrayInputStream(tar), ArchiveOrigin.OWN_LAYER)) {
      for (LayerEntry entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static LayerEntry file(String path) {
    return LayerEntry.file(ImagePath.of(path), 0644, 0);
  }

  @Test
  void aPlainEntryIsOneBlockOfUstar() throws IOException {
    byte[] tar = write(file("/etc/motd").withOwner(1000, 100).withTime(1_600_000_000, 0));

    assertThat(tar).hasSize(3 * 512);
    assertThat(new String(tar, 0, 9, StandardCharsets.US_ASCII)).isEqualTo("etc/motd\0");
    assertThat(new String(tar, 100, 56, StandardCharsets.US_ASCII))
        .isEqualTo(
            "0000644\0"
                + "0001750\0"
                + "0000144\0"
                + "00000000000\0"
                + "13727410000\0"
                + "010713\0 ");
    assertThat(new String(tar, 257, 8, StandardCharsets.US_ASCII)).isEqualTo("ustar\00000");
  }

  @Test
  void extendedHeadersComeOnlyWhereUstarHasNoRoom() throws IOException {
    String split = "d".repeat(150) + "/" + "f".repeat(100);
    String long101 = "x".repeat(101);
    LayerEntry plain = file("/a").withTime(1, 0);

    assertThat(write(plain)).hasSize(3 * 512);
    assertThat(write(file("/" + split))).hasSize(3 * 512);
    assertThat(write(file("/" + long101))).hasSize(5 * 512);
    assertThat(write(plain.withTime(1, 5))).hasSize(5 * 512);
    assertThat(write(plain.withTime(-1, 0))).hasSize(5 * 512);
    assertThat(write(plain.withOwner(07777777, 0))).hasSize(3 * 512);
    assertThat(write(plain.withOwner(010000000, 0))).hasSize(5 * 512);
    assertThat(write(plain.withXattrs(Map.of("user.a", new byte[] {0})))).hasSize(5 * 512);
  }

  @Test
  void everyEntryIsReadBackAsItWas() throws IOException {
    ImagePath path = ImagePath.ofBytes(new byte[] {'/', (byte) 0xff, 'a'});
    var entries =
        new LayerEntry[] {
          LayerEntry.directory(ImagePath.ROOT, 0755),
          LayerEntry.directory(ImagePath.of("/d"), 01777).withTime(-5, 999_999_999),
          LayerEntry.opaque(ImagePath.of("/d")),
          file("/" + "n".repeat(255)).withOwner(4_000_000_000L, 3).withMode(06755),
          LayerEntry.symlink(path, LinkTarget.of("t".repeat(2000))).withTime(7, 120_000_000),
          LayerEntry.hardLink(ImagePath.of("/h"), ImagePath.of("/" + "n".repeat(255))),
          LayerEntry.device(ImagePath.of("/dev"), EntryKind.BLOCK_DEVICE, 0660, 4095, 1048575),
          LayerEntry.fifo(ImagePath.of("/fifo"), 0600)
              .withXattrs(Map.of("trusted.x", new byte[] {'\n', '=', 0, (byte) 200})),
          LayerEntry.whiteout(ImagePath.of("/gone")),
        };

    List<LayerEntry> back = read(write(entries));

    assertThat(back).hasSize(entries.length);
    for (int i = 0; i < entries.length; i++) {
      LayerEntry expected = entries[i];
      LayerEntry found = back.get(i).withData(expected.size(), expected.dataOffset());
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void theIndexKnowsThePlaceOfTheData() throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    LayerIndex index;
    try (var writer = new LayerTarWriter(bytes)) {
      writer.add(file("/" + "x".repeat(255)), null);
      LayerEntry entry = LayerEntry.file(ImagePath.of("/f"), 0644, content.length);
      LayerEntry placed = writer.add(entry, new ByteArrayInputStream(content));
      index = writer.finish();
      assertThat(index.find(ImagePath.of("/f"))).contains(placed);
    }
    Path tar = Files.write(directory.resolve("tar"), bytes.toByteArray());

    LayerEntry found = index.find(ImagePath.of("/f")).orElseThrow();
    try (var data = new TarLayer(tar, index).open(found)) {
      assertThat(data.readAllBytes()).isEqualTo(content);
    }
    assertThat(LayerIndex.scan(tar, ArchiveOrigin.OWN_LAYER).entries()).isEqualTo(index.entries());
  }

  @Test
  void aFileThatBecameShorterIsAnError() {
    LayerEntry entry = LayerEntry.file(ImagePath.of("/f"), 0644, 10);
    try (var writer = new LayerTarWriter(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> writer.add(entry, new ByteArrayInputStream(new byte[9])))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("/f became shorter");
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void aNameThatWouldHideAnotherIsRefused() {
    assertThatThrownBy(() -> write(file("/etc/.wh.passwd")))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("/etc/.wh.passwd");
  }

  @Test
  void anAttributeThatNoTarCanHoldIsRefused() {
    assertThatThrownBy(() -> write(file("/a").withXattrs(Map.of("user.a=b", new byte[1]))))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("user.a=b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 65_535, 65_536, 65_537, 1_000_000})
  void contentsOfAnySizeAreKept(int size) throws IOException {
    byte[] content = new byte[size];
    new java.util.Random(size).nextBytes(content);
    var bytes = new ByteArrayOutputStream();
    try (var writer = new LayerTarWriter(bytes)) {
      LayerEntry entry = LayerEntry.file(ImagePath.of("/f"), 0644, size);
      writer.add(entry, new ByteArrayInputStream(content));
      writer.finish();
    }

    assertThat(bytes.size()).isEqualTo(512 + (size + 511) / 512 * 512 + 1024);
    try (var reader =
        new TarReader(new ByteArrayInputStream(bytes.toByteArray()), ArchiveOrigin.OWN_LAYER)) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.data().readAllBytes()).isEqualTo(content);
      assertThat(reader.next()).isNull();
    }
  }
}
