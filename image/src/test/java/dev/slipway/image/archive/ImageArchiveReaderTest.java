package dev.slipway.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.archive.ImageArchiveReader.Received;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.TinyLayer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveReaderTest {
  private static final byte[] ONE = TinyLayer.tar("/one", "1");
  private static final byte[] TWO = TinyLayer.tar("/two", "22");
  private static final String CONFIG = TinyArchive.config(ONE, TWO);
  private static final Digest ID = Digest.sha256(CONFIG.getBytes(StandardCharsets.UTF_8));

  @TempDir Path root;

  private List<Received> load(byte[] archive) throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      return new ImageArchiveReader(store).read(new ByteArrayInputStream(archive));
    }
  }

  private static byte[] dockerArchive() throws IOException {
    return new TinyArchive()
        .file("c.json", CONFIG)
        .file("1/VERSION", "1.0")
        .file("1/json", "{}")
        .file("1/layer.tar", ONE)
        .file("2/layer.tar", TWO)
        .file(
            "manifest.json",
            TinyArchive.manifestJson("c.json", "[\"a:1\",\"b\"]", "1/layer.tar", "2/layer.tar"))
        .file("repositories", "{\"a\":{\"1\":\"2\"}}")
        .bytes();
  }

  private interface Compressor {
    OutputStream over(OutputStream sink) throws IOException;
  }

  private static byte[] compressed(byte[] content, Compressor compressor) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressor.over(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private void assertNothingKept() throws IOException {
    assertThat(root.resolve("blobs/sha256")).isEmptyDirectory();
    assertThat(root.resolve("layers")).isEmptyDirectory();
    assertThat(root.resolve("tmp")).isEmptyDirectory();
    try (ImageStore store = ImageStore.openReadOnly(root)) {
      assertThat(store.names().list()).isEmpty();
    }
  }

  private void assertRefused(byte[] archive, String message) throws IOException {
    assertThatThrownBy(() -> load(archive))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(message);
    assertNothingKept();
  }

  @Test
  void aDockerArchiveKeepsItsConfigsBytes() throws Exception {
    List<Received> received = load(dockerArchive());

    assertThat(received).hasSize(1);
    assertThat(received.getFirst().image().id()).isEqualTo(ID);
    assertThat(received.getFirst().references())
        .containsExactly(ImageReference.parse("a:1"), ImageReference.parse("b:latest"));
    try (ImageStore store = ImageStore.open(root)) {
      Image image = store.images().require("b");
      assertThat(store.blobs().read(image.id())).asString().isEqualTo(CONFIG);
      assertThat(store.names().list().getFirst().layerSizes()).containsExactly(1L, 2L);
      assertThat(store.layers().directory(Digest.sha256(ONE)).resolve("one")).hasContent("1");
      assertThat(image.layers())
          .extracting(layer -> layer.digest())
          .containsExactly(Digest.sha256(ONE), Digest.sha256(TWO));
    }
  }

  @Test
  void theWholeArchiveMayBeCompressed() throws Exception {
    assertThat(load(compressed(dockerArchive(), GZIPOutputStream::new))).hasSize(1);
    assertThat(load(compressed(dockerArchive(), ZstdOutputStream::new)).getFirst().image().id())
        .isEqualTo(ID);
  }

  @Test
  void layersMayBeCompressedAndSymlinkedAndRepeated() throws Exception {
    byte[] gzip = compressed(ONE, GZIPOutputStream::new);
    String config = TinyArchive.config(ONE, TWO, ONE);
    byte[] archive =
        new TinyArchive()
            .file("x/layer.tar", gzip)
            .link("y/layer.tar", "../x/layer.tar")
            .file("z/layer.tar", TWO)
            .file(
                "manifest.json",
                TinyArchive.manifestJson(
                    "c.json", "null", "x/layer.tar", "z/layer.tar", "y/layer.tar"))
            .file("c.json", config)
            .bytes();

    Received received = load(archive).getFirst();

    assertThat(received.references()).isEmpty();
    assertThat(received.image().layers())
        .extracting(layer -> layer.mediaType())
        .containsExactly(
            MediaTypes.OCI_LAYER_GZIP, MediaTypes.OCI_LAYER, MediaTypes.OCI_LAYER_GZIP);
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(store.layers().tar(Digest.sha256(ONE))).hasBinaryContent(ONE);
      assertThat(store.names().list()).hasSize(1);
    }
  }

  @Test
  void severalImagesShareTheirLayers() throws Exception {
    String other = TinyArchive.config(ONE);
    byte[] archive =
        new TinyArchive()
            .file("1.tar", ONE)
            .file("2.tar", TWO)
            .file("a.json", CONFIG)
            .file("b.json", other)
            .file(
                "manifest.json",
                "["
                    + strip(TinyArchive.manifestJson("a.json", "[\"a:1\"]", "1.tar", "2.tar"))
                    + ","
                    + strip(TinyArchive.manifestJson("b.json", "[\"b:1\"]", "1.tar"))
                    + "]")
            .bytes();

    assertThat(load(archive)).hasSize(2);
    try (var blobs = Files.list(root.resolve("blobs/sha256"))) {
      assertThat(blobs).hasSize(6);
    }
  }

  private static String strip(String list) {
    return list.substring(1, list.length() - 1);
  }

  private static byte[] ociArchive(String annotations) throws IOException {
    byte[] zstd = compressed(TWO, ZstdOutputStream::new);
    String manifest =
        TinyArchive.ociManifest(
            CONFIG,
            TinyArchive.descriptor(MediaTypes.OCI_LAYER, ONE, "")
                + ","
                + TinyArchive.descriptor(MediaTypes.OCI_LAYER_ZSTD, zstd, ""));
    String attestation = "{\"schemaVersion\":2}";
    String nested =
        TinyArchive.index(
            TinyArchive.descriptor(
                MediaTypes.OCI_MANIFEST,
                attestation,
                ",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}"),
            TinyArchive.descriptor(
                MediaTypes.OCI_MANIFEST,
                manifest,
                ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                    + dev.slipway.image.Platform.host().architecture()
                    + "\"}"));
    return new TinyArchive()
        .blob(ONE)
        .blob(zstd)
        .blob(CONFIG)
        .blob(manifest)
        .blob(attestation)
        .blob(nested)
        .file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
        .file(
            "index.json",
            TinyArchive.index(TinyArchive.descriptor(MediaTypes.OCI_INDEX, nested, annotations)))
        .bytes();
  }

  @Test
  void ofANestedIndexTheHostsImageIsTaken() throws Exception {
    Received received =
        load(ociArchive(
                ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"quay.io/a/b:1\"}"))
            .getFirst();

    assertThat(received.image().id()).isEqualTo(ID);
    assertThat(received.references()).containsExactly(ImageReference.parse("quay.io/a/b:1"));
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(store.layers().tar(Digest.sha256(TWO))).hasBinaryContent(TWO);
    }
  }

  @Test
  void aBareTagNamesNoRepository() throws Exception {
    assertThat(
            load(ociArchive(",\"annotations\":{\"org.opencontainers.image.ref.name\":\"latest\"}"))
                .getFirst()
                .references())
        .isEmpty();
    assertThat(
            load(ociArchive(
                    ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"1\","
                        + "\"io.containerd.image.name\":\"docker.io/library/x:1\"}"))
                .getFirst()
                .references())
        .containsExactly(ImageReference.parse("x:1"));
  }

  @Test
  void anImageForAnotherMachineIsRefused() throws Exception {
    String manifest = TinyArchive.ociManifest(CONFIG, "");
    String nested =
        TinyArchive.index(
            TinyArchive.descriptor(
                MediaTypes.OCI_MANIFEST,
                manifest,
                ",\"platform\":{\"os\":\"linux\",\"architecture\":\"s390x\"}"));
    assertRefused(
        new TinyArchive()
            .blob(manifest)
            .blob(nested)
            .file(
                "index.json",
                TinyArchive.index(TinyArchive.descriptor(MediaTypes.OCI_INDEX, nested, "")))
            .bytes(),
        "no matching manifest for linux/");
  }

  @Test
  void loadingTwiceAddsNames() throws Exception {
    load(dockerArchive());
    load(ociArchive(",\"annotations\":{\"org.opencontainers.image.ref.name\":\"x:9\"}"));

    try (ImageStore store = ImageStore.open(root)) {
      assertThat(store.names().list()).hasSize(3);
      assertThat(store.names().list()).extracting(entry -> entry.imageId()).containsOnly(ID);
    }
  }

  @Test
  void aWrongDigestIsRefused() throws Exception {
    assertRefused(
        new TinyArchive().file("blobs/sha256/" + "0".repeat(64), ONE).bytes(), "wrong digest");
    byte[] swapped =
        new TinyArchive()
            .file("c.json", CONFIG)
            .file("1.tar", TWO)
            .file("2.tar", ONE)
            .file("manifest.json", TinyArchive.manifestJson("c.json", "[]", "1.tar", "2.tar"))
            .bytes();
    assertRefused(swapped, "invalid diffID for layer 0: expected");
  }

  @Test
  void layersAreCounted() throws Exception {
    byte[] short1 =
        new TinyArchive()
            .file("c.json", CONFIG)
            .file("1.tar", ONE)
            .file("manifest.json", TinyArchive.manifestJson("c.json", "[]", "1.tar"))
            .bytes();
    assertRefused(short1, "layers length mismatch: expected 1, got 2");
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    byte[] archive =
        new TinyArchive()
            .file("c.json", CONFIG)
            .file("manifest.json", TinyArchive.manifestJson("c.json", "[]", "no.tar", "no.tar"))
            .bytes();
    assertRefused(archive, "it lacks no.tar");
    assertRefused(new TinyArchive().file("hello.txt", "hello").bytes(), "not an image archive");
  }

  @Test
  void aTruncatedArchiveLeavesNothing() throws Exception {
    for (byte[] archive :
        List.of(dockerArchive(), compressed(dockerArchive(), GZIPOutputStream::new))) {
      for (int length = 0; length < archive.length - 1024; length += archive.length / 23) {
        byte[] cut = Arrays.copyOf(archive, length);
        assertThatThrownBy(() -> load(cut))
            .as("cut at " + length)
            .isInstanceOfAny(ImageException.class, IOException.class);
        assertNothingKept();
      }
    }
  }

  @Test
  void aPathThatEscapesIsRefused() throws Exception {
    byte[] escaping = TinyLayer.tar("/aa/evil", "x");
    byte[] hostile =
        new String(escaping, StandardCharsets.ISO_8859_1)
            .replace("aa/evil", "../evil")
            .getBytes(StandardCharsets.ISO_8859_1);
    fixChecksum(hostile);
    assertRefused(archiveOf(hostile), "../evil");
  }

  private static void fixChecksum(byte[] tar) {
    Arrays.fill(tar, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[i] & 0xff;
    }
    byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, tar, 148, 8);
  }

  @Test
  void aDeviceThatWouldBeAWhiteoutIsRefused() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var tar = new LayerTarWriter(bytes);
    tar.add(LayerEntry.device(ImagePath.of("/x"), EntryKind.CHARACTER_DEVICE, 0600, 0, 0), null);
    tar.finish();
    assertRefused(archiveOf(bytes.toByteArray()), "0:0");
  }

  private static byte[] archiveOf(byte[] layer) throws IOException {
    return new TinyArchive()
        .file("c.json", TinyArchive.config(layer))
        .file("1.tar", layer)
        .file("manifest.json", TinyArchive.manifestJson("c.json", "[\"a:1\"]", "1.tar"))
        .bytes();
  }
}
