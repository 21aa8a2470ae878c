package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
  private static List<LayerEntry> read(byte[] tar) throws IOException {
    return read(tar, ArchiveOrigin.FOREIGN_LAYER);
  }

  private static List<LayerEntry> read(byte[] tar, ArchiveOrigin origin) throws IOException {
    List<LayerEntry> entries = new ArrayList<>();
    try (var reader = new TarReader(new ByteArrayInputStream(tar), origin)) {
      for (LayerEntry entry = reader.next(); entry != null; entry = reader.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static LayerEntry only(RawTar tar) throws IOException {
    List<LayerEntry> entries = read(tar.end());
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }

  @Test
  void tellsWhereTheDataBegins() throws IOException {
    byte[] tar = new RawTar().file("a", "first").file("b", "second").end();

    LayerEntry second = read(tar).get(1);

    assertThat(new String(tar, (int) second.dataOffset(), 6, StandardCharsets.UTF_8))
        .isEqualTo("second");
    assertThat(second.size()).isEqualTo(6);
  }

  @Test
  void givesTheDataOfAnEntryThatIsReadInPart() throws IOException {
    byte[] tar = new RawTar().file("a", "first").file("b", "second").end();
    try (var reader = new TarReader(new ByteArrayInputStream(tar), ArchiveOrigin.OWN_LAYER)) {
      reader.next();
      assertThat(reader.data().readNBytes(2)).isEqualTo(new byte[] {'f', 'i'});
      reader.next();
      assertThat(reader.data().readAllBytes()).asString().isEqualTo("second");
      assertThat(reader.next()).isNull();
      assertThat(reader.next()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"./a/b", "a/b", "/a/b", "a//b", "a/./b", "x/../a/b"})
  void readsANameFromTheRoot(String name) throws IOException {
    assertThat(only(new RawTar().file(name, "")).path()).hasToString("/a/b");
  }

  @Test
  void namesThatLinuxDoesNotTakeAreRefusedBeforeTheyAreReadOn() {
    byte[] deep = new RawTar().pax("path", "d/".repeat(2_048)).file("a", "").end();
    byte[] wide = new RawTar().pax("path", "d/" + "n".repeat(256)).file("a", "").end();
    byte[] hard = new RawTar().pax("linkpath", "d/".repeat(2_048)).hardLink("a", "b").end();
    byte[] soft = new RawTar().pax("linkpath", "d".repeat(4_096)).symlink("a", "b").end();

    assertThatThrownBy(() -> read(deep))
        .hasMessage("an entry's name has 4096 bytes, more than the 4095 that Linux takes");
    assertThatThrownBy(() -> read(wide))
        .hasMessage(
            "a name in the path of an entry has 256 bytes, more than the 255 that Linux takes");
    assertThatThrownBy(() -> read(hard))
        .hasMessage("the target of link /a has 4096 bytes, more than the 4095 that Linux takes");
    assertThatThrownBy(() -> read(soft))
        .hasMessage("the target of link /a has 4096 bytes, more than the 4095 that Linux takes");
  }

  @Test
  void theLongestNamesAreRead() throws IOException {
    String name = "n".repeat(255);

    assertThat(only(new RawTar().pax("path", "d/" + name).file("a", "")).path())
        .isEqualTo(ImagePath.of("/d/" + name));
    assertThat(only(new RawTar().pax("path", "d/.wh." + name).file("a", "")).kind())
        .isEqualTo(EntryKind.WHITEOUT);
  }

  @Test
  void paxOverridesTheHeaderAndKeepsBinaryValues() throws IOException {
    LayerEntry entry =
        only(
            new RawTar()
                .pax(
                    "path",
                    "l\u00f6ng/n\u00e4me",
                    "uid",
                    "4000000000",
                    "mtime",
                    "-1.5",
                    "SCHILY.xattr.security.capability",
                    "\1\0\0\2\377\n=x",
                    "comment",
                    "no")
                .file("short", "data"));

    assertThat(entry.path().bytes())
        .isEqualTo("/l\u00f6ng/n\u00e4me".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(entry.uid()).isEqualTo(4_000_000_000L);
    assertThat(entry.mtimeSeconds()).isEqualTo(-2);
    assertThat(entry.mtimeNanos()).isEqualTo(500_000_000);
    assertThat(entry.xattrs().get("security.capability"))
        .isEqualTo(new byte[] {1, 0, 0, 2, (byte) 0xff, '\n', '=', 'x'});
  }

  @Test
  void globalPaxHoldsUntilAnEntrySaysOtherwise() throws IOException {
    byte[] tar =
        new RawTar()
            .globalPax("mtime", "5", "comment", "0123abc")
            .file("a", "")
            .pax("mtime", "6")
            .file("b", "")
            .file("c", "")
            .end();

    assertThat(read(tar)).extracting(LayerEntry::mtimeSeconds).containsExactly(5L, 6L, 5L);
  }

  @Test
  void readsGnuLongNames() throws IOException {
    String name = "n".repeat(200) + "/" + "m".repeat(200);
    String target = "t".repeat(300);
    LayerEntry entry =
        only(
            new RawTar()
                .entry('K', "././@LongLink", "", (target + "\0").getBytes(StandardCharsets.UTF_8))
                .entry('L', "././@LongLink", "", (name + "\0").getBytes(StandardCharsets.UTF_8))
                .symlink(name.substring(0, 100), target.substring(0, 100)));

    assertThat(entry.path()).hasToString("/" + name);
    assertThat(entry.linkTarget()).hasToString(target);
  }

  @Test
  void readsBase256Numbers() throws IOException {
    byte[] header = RawTar.header('0', "big", "", 0);
    java.util.Arrays.fill(header, 108, 116, (byte) 0);
    header[108] = (byte) 0x80;
    header[114] = 0x2d;
    header[115] = (byte) 0xc6;
    for (int i = 136; i < 148; i++) {
      header[i] = (byte) 0xff;
    }

    LayerEntry entry = only(new RawTar().block(header));

    assertThat(entry.uid()).isEqualTo(0x2dc6);
    assertThat(entry.mtimeSeconds()).isEqualTo(-1);
  }

  @Test
  void readsUstarAndStarPrefixes() throws IOException {
    byte[] ustar = RawTar.header('0', "name", "", 0);
    RawTar.put(ustar, 345, "some/prefix");
    byte[] star = RawTar.header('0', "name", "", 0);
    RawTar.put(star, 345, "p".repeat(131));
    RawTar.put(star, 476, "14000000000");
    RawTar.put(star, 508, "tar");
    byte[] gnu = RawTar.header('0', "name", "", 0);
    RawTar.put(gnu, 257, "ustar  ");
    RawTar.put(gnu, 345, "14000000000");

    assertThat(read(new RawTar().block(ustar).block(star).block(gnu).end()))
        .extracting(entry -> entry.path().toString())
        .containsExactly("/some/prefix/name", "/" + "p".repeat(131) + "/name", "/name");
  }

  @Test
  void aFileNameWithASlashAtItsEndIsADirectory() throws IOException {
    assertThat(only(new RawTar().file("dir/", "")).kind()).isEqualTo(EntryKind.DIRECTORY);
  }

  @Test
  void decodesWhiteouts() throws IOException {
    byte[] tar =
        new RawTar()
            .file("etc/.wh.passwd", "")
            .file("var/.wh..wh..opq", "")
            .hardLink(".wh..wh.plnk/1.2", ".wh..wh.aufs")
            .file(".wh..wh.aufs", "")
            .end();

    assertThat(read(tar))
        .extracting(LayerEntry::kind, entry -> entry.path().toString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(EntryKind.WHITEOUT, "/etc/passwd"),
            org.assertj.core.groups.Tuple.tuple(EntryKind.OPAQUE, "/var"));
  }

  @Test
  void anArchiveToUnpackHasNoWhiteouts() {
    byte[] tar = new RawTar().file("etc/.wh.passwd", "").end();

    assertThatThrownBy(() -> read(tar, ArchiveOrigin.ARCHIVE))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("/etc/.wh.passwd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "/../x", "a/.wh..", "a/.wh...", "a/.wh.b/c"})
  void refusesNamesThatLeadOut(String name) {
    byte[] tar = new RawTar().file(name, "").end();

    assertThatThrownBy(() -> read(tar)).isInstanceOf(ImageException.class);
  }

  @Test
  void refusesHardLinksThatLeadOut() {
    byte[] tar = new RawTar().hardLink("a", "../../etc/shadow").end();

    assertThatThrownBy(() -> read(tar))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("../../etc/shadow");
  }

  @Test
  void refusesWhatActsOnTheLayersBelow() {
    byte[] device = new RawTar().entry('3', "dev", "", new byte[0]).end();
    byte[] trusted =
        new RawTar().pax("SCHILY.xattr.trusted.overlay.opaque", "y").directory("d").end();
    byte[] user = new RawTar().pax("SCHILY.xattr.user.overlay.metacopy", "").file("f", "").end();

    assertThatThrownBy(() -> read(device)).hasMessageContaining("/dev").hasMessageContaining("0:0");
    assertThatThrownBy(() -> read(trusted)).hasMessageContaining("trusted.overlay.opaque");
    assertThatThrownBy(() -> read(user)).hasMessageContaining("user.overlay.metacopy");
  }

  @Test
  void namesSparseFiles() {
    byte[] old = new RawTar().entry('S', "hole", "", new byte[0]).end();
    byte[] pax = new RawTar().pax("GNU.sparse.major", "1").file("hole", "").end();

    assertThatThrownBy(() -> read(old)).hasMessageContaining("hole").hasMessageContaining("sparse");
    assertThatThrownBy(() -> read(pax)).hasMessageContaining("hole").hasMessageContaining("sparse");
  }

  @Test
  void everyTruncationSaysAtWhichByte() throws IOException {
    byte[] tar =
        new RawTar()
            .directory("d/")
            .pax("path", "d/" + ("n".repeat(200) + "/").repeat(3) + "n".repeat(97))
            .file("short", "x".repeat(1500))
            .entry('L', "././@LongLink", "", "d/other\0".getBytes(StandardCharsets.UTF_8))
            .file("d/oth", "y")
            .end();
    assertThat(read(tar)).hasSize(3);

    for (int length = 0; length <= tar.length - 1024; length += 512) {
      byte[] cut = java.util.Arrays.copyOf(tar, length);
      assertThatThrownBy(() -> read(cut))
          .as("cut at %d", length)
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("at byte " + length);
    }
    for (int length = 100; length <= tar.length - 1024; length += 512) {
      byte[] cut = java.util.Arrays.copyOf(tar, length);
      assertThatThrownBy(() -> read(cut))
          .as("cut at %d", length)
          .hasMessageContaining("at byte " + length);
    }
  }

  @Test
  void noFlippedByteInAHeaderIsMissed() {
    byte[] tar = new RawTar().file("name", "").end();
    for (int i = 0; i < 512; i++) {
      byte[] damaged = tar.clone();
      damaged[i] ^= 1;
      boolean innocent = i >= 148 && i < 156; // The checksum's own padding.
      if (!innocent) {
        assertThatThrownBy(() -> read(damaged)).as("byte %d", i).isInstanceOf(ImageException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999 a=b\n", "5 a=b\n", "x a=b\n", "6 ab\n", "8 a=bc\n"})
  void namesMalformedExtendedHeaders(String records) {
    byte[] tar =
        new RawTar()
            .entry('x', "PaxHeader", "", records.getBytes(StandardCharsets.UTF_8))
            .file("a", "")
            .end();

    assertThatThrownBy(() -> read(tar)).hasMessageContaining("extended header");
  }

  @Test
  void refusesHugeExtendedHeadersWithoutReadingThem() {
    byte[] header = RawTar.header('x', "PaxHeader", "", 077777777777L);

    assertThatThrownBy(() -> read(new RawTar().block(header).end()))
        .hasMessageContaining("extended header of 8589934591 bytes");
  }

  @Test
  void anUnknownTypeIsNamed() {
    byte[] tar = new RawTar().entry('V', "volume", "", new byte[0]).end();

    assertThatThrownBy(() -> read(tar)).hasMessageContaining("volume").hasMessageContaining("'V'");
  }

  @Test
  void entriesWithTheSameXattrsAreEqual() {
    LayerEntry one = LayerEntry.file(ImagePath.of("/a"), 0644, 1);
    var xattrs = new TreeMap<>(Map.of("user.a", new byte[] {1}));

    assertThat(one.withXattrs(xattrs))
        .isEqualTo(one.withXattrs(Map.of("user.a", new byte[] {1})))
        .isNotEqualTo(one.withXattrs(Map.of("user.a", new byte[] {2})))
        .isNotEqualTo(one);
  }
}
