package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.linux.UserIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Other programs read what is written here, and what they write is read here.
class GnuTarAgreementTest {
  @TempDir Path temporary;

  private Path tree;
  private Path tar;
  private Path target;

  @BeforeEach
  void makeDirectories() throws IOException {
    assumeTrue(UserIds.isRoot(), "needs root");
    tree = Files.createDirectory(temporary.resolve("tree"));
    target = Files.createDirectory(temporary.resolve("target"));
    tar = temporary.resolve("tar");
  }

  private LayerIndex extract() throws IOException {
    try (InputStream input = Files.newInputStream(tar)) {
      return LayerExtractor.extract(input, target, ArchiveOrigin.FOREIGN_LAYER);
    }
  }

  private void write() throws IOException {
    try (OutputStream sink = Files.newOutputStream(tar)) {
      DirectoryLayerWriter.write(tree, sink);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void gnuTarExtractsWhatIsWrittenHere(long seed) throws Exception {
    RandomTree.make(tree, seed);
    write();

    Program.run(
        temporary,
        "tar",
        "-xpf",
        tar.toString(),
        "-C",
        target.toString(),
        "--numeric-owner",
        "--same-owner",
        "--xattrs",
        "--xattrs-include=*");

    assertThat(RealTree.of(target)).isEqualTo(RealTree.of(tree));
  }

  @ParameterizedTest
  @CsvSource({"21, pax", "22, pax", "23, gnu", "24, gnu"})
  void whatGnuTarWritesIsExtractedHere(long seed, String format) throws Exception {
    RandomTree.make(tree, seed);
    boolean pax = format.equals("pax");
    List<String> command = new ArrayList<>(List.of("tar", "-cf", tar.toString()));
    command.addAll(List.of("--format=" + format, "--numeric-owner"));
    if (pax) {
      command.add("--xattrs");
      command.add("--xattrs-include=*");
    }
    command.addAll(List.of("-C", tree.toString(), "."));
    Program.run(temporary, command.toArray(String[]::new));

    extract();

    if (pax) {
      assertThat(RealTree.of(target)).isEqualTo(RealTree.of(tree));
    } else {
      assertThat(RealTree.of(target).keySet()).isEqualTo(RealTree.of(tree).keySet());
      assertThat(withoutXattrs(RealTree.of(target, false)))
          .isEqualTo(withoutXattrs(RealTree.of(tree, false)));
    }
  }

  private static SortedMap<String, String> withoutXattrs(SortedMap<String, String> tree) {
    var plain = new TreeMap<String, String>();
    tree.forEach((path, line) ->
        plain.put(path, line.replaceAll(" (user\\.slipway\\.test|security\\.\\w+)=\\w*", "")));
    return plain;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ustar", "v7", "oldgnu"})
  void olderDialectsAreExtracted(String format) throws Exception {
    Path deep = Files.createDirectories(tree.resolve("d".repeat(60)));
    Files.writeString(deep.resolve("f".repeat(30)), "content");
    Files.createSymbolicLink(tree.resolve("link"), Path.of("d"));
    Files.createLink(tree.resolve("hard"), deep.resolve("f".repeat(30)));
    Program.run(
        temporary,
        "tar",
        "-cf",
        tar.toString(),
        "--format=" + format,
        "--mtime=@1600000000",
        "-C",
        tree.toString(),
        ".");

    extract();

    assertThat(RealTree.of(target, false)).isEqualTo(RealTree.of(tree, false));
    assertThat(RealTree.of(target).get("/link")).contains(" 1600000000.000000000 ");
  }

  @ParameterizedTest
  @CsvSource({"31, GNU_FORMAT", "32, PAX_FORMAT"})
  void whatPythonWritesIsExtractedHere(long seed, String format) throws Exception {
    RandomTree.make(tree, seed);
    Program.run(
        temporary,
        "python3",
        "-c",
        "import sys, tarfile\nwith tarfile.open(sys.argv[1], 'w', format=tarfile."
            + format
            + ") as t:\n  t.add(sys.argv[2], arcname='.')",
        tar.toString(),
        tree.toString());

    extract();

    assertThat(withoutXattrs(RealTree.of(target, false)))
        .isEqualTo(withoutXattrs(RealTree.of(tree, false)));
  }

  @Test
  void pythonListsWhatIsWrittenHere() throws Exception {
    RandomTree.make(tree, 41);
    write();
    String script =
        "import sys, tarfile, os\n"
            + "for m in tarfile.open(sys.argv[1]):\n"
            + "  n = m.name.encode('utf-8', 'surrogateescape').hex()\n"
            + "  print(n, m.type.decode(), oct(m.mode), m.uid, m.gid, m.size, m.devmajor)\n";

    String listed = Program.text(temporary, "python3", "-c", script, tar.toString());

    var expected = new StringBuilder();
    for (LayerEntry entry : LayerIndex.scan(tar, ArchiveOrigin.OWN_LAYER).entries()) {
      expected.append(
          "%s %c 0o%o %d %d %d %d\n"
              .formatted(
                  java.util.HexFormat.of().formatHex(entry.path().relativeBytes()),
                  "0521346".charAt(typeIndex(entry.kind())),
                  entry.mode(),
                  entry.uid(),
                  entry.gid(),
                  entry.size(),
                  entry.deviceMajor()));
    }
    assertThat(listed).isEqualTo(expected.toString());
  }

  private static int typeIndex(EntryKind kind) {
    return switch (kind) {
      case FILE, WHITEOUT, OPAQUE -> 0;
      case DIRECTORY -> 1;
      case SYMLINK -> 2;
      case HARD_LINK -> 3;
      case CHARACTER_DEVICE -> 4;
      case BLOCK_DEVICE -> 5;
      case FIFO -> 6;
    };
  }

  /// Names that are no UTF-8 and xattrs are left out: the library damages them.
  @Test
  void commonsCompressAgrees() throws Exception {
    for (int i = 0; i < 40; i++) {
      Path file = tree.resolve("file" + "x".repeat(i * 6));
      Files.writeString(file, "content ".repeat(i * i));
      Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(i * 1_000_123L));
    }
    Files.createDirectories(tree.resolve("caf\u00e9/" + "y".repeat(200)));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("z".repeat(300)));
    write();
    LayerIndex index = LayerIndex.scan(tar, ArchiveOrigin.OWN_LAYER);

    List<String> theirs = new ArrayList<>();
    try (var input =
        new TarArchiveInputStream(Files.newInputStream(tar), StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry = input.getNextEntry();
          entry != null;
          entry = input.getNextEntry()) {
        theirs.add(
            "/%s %o %d %s %s"
                .formatted(
                    entry.getName().replaceAll("/$", ""),
                    entry.getMode() & 07777,
                    entry.getSize(),
                    entry.getLinkName(),
                    entry.getLastModifiedTime().toInstant()));
      }
    }

    assertThat(theirs)
        .isEqualTo(
            index.entries().stream()
                .map(entry ->
                    "%s %o %d %s %s"
                        .formatted(
                            entry.path(),
                            entry.mode(),
                            entry.size(),
                            entry.linkTarget(),
                            java.time.Instant.ofEpochSecond(
                                entry.mtimeSeconds(), entry.mtimeNanos())))
                .toList());
  }
}
