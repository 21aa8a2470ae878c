package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.erofs.ErofsMetadata;
import dev.slipway.linux.UserIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The checker of erofs-utils reads our metadata as the kernel does. It takes one that knows blocks
/// of 512 bytes (1.7 and later), on PATH.
class ErofsFsckTest {
  private static final Digest DIFF_ID = Digest.parse("sha256:" + "0123456789abcdef".repeat(4));

  private static final Pattern DATA = Pattern.compile("[0-9]+ bytes crc [0-9a-f]+|-> [0-9a-f]*");

  private static final int DIRECTORY = 2;

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void fsckFindsNoErrorAndExtractsWhatTheTarHas(long seed) throws Exception {
    assumeTrue(UserIds.isRoot(), "owners and devices need root");
    assumeTrue(knowsSmallBlocks(), "no fsck.erofs of erofs-utils 1.7 or later on PATH");
    Path tree = Files.createDirectory(temporary.resolve("tree"));
    RandomTree.make(tree, seed);
    Path tar = temporary.resolve("tree.tar");
    LayerIndex index;
    try (OutputStream sink = Files.newOutputStream(tar)) {
      index = DirectoryLayerWriter.write(tree, sink);
    }
    byte[] metadata = ErofsMetadata.of(index, DIFF_ID, Files.size(tar));
    Path file = Files.write(temporary.resolve("metadata"), metadata);
    Path extracted = temporary.resolve("extracted");

    Said checked =
        said(
            "fsck.erofs", "--device=" + tar, "--xattrs", "--extract=" + extracted, file.toString());
    assertThat(checked.exitCode()).as(checked.text()).isZero();
    assertThat(contents(extracted)).isEqualTo(contents(ours(tar)));

    Said dumped = said("dump.erofs", "-s", "--device=" + tar, file.toString());
    assertThat(dumped.exitCode()).as(dumped.text()).isZero();
    assertThat(dumped.text()).contains("512");
    assertListed(index, ImagePath.ROOT, "", tar, file);
  }

  /// What dump.erofs lists of a directory, and of all below it, is what the layer has there.
  ///
  /// @param node the directory's number; empty for the root
  private static void assertListed(
      LayerIndex index, ImagePath directory, String node, Path tar, Path metadata)
      throws Exception {
    var entries = new TreeMap<String, LayerEntry>();
    var wanted = new TreeMap<String, Integer>(Map.of(".", DIRECTORY, "..", DIRECTORY));
    for (LayerEntry child : index.children(directory)) {
      String name = new String(child.path().name(), StandardCharsets.ISO_8859_1);
      entries.put(name, child);
      wanted.put(name, type(index.resolveLink(child).kind()));
    }
    var rows = new StringBuilder();
    for (Map.Entry<String, Integer> row : wanted.entrySet()) {
      rows.append("\\s*([0-9]+) +").append(row.getValue()).append("  ");
      rows.append(Pattern.quote(row.getKey())).append('\n');
    }
    String which = node.isEmpty() ? "--path=/" : "--nid=" + node;
    Said said = said("dump.erofs", "--ls", which, "--device=" + tar, metadata.toString());
    assertThat(said.exitCode()).as(said.text()).isZero();
    String listing = said.text().substring(said.text().indexOf("FILENAME\n") + 9);
    Matcher numbers = Pattern.compile(rows.toString()).matcher(listing);
    assertThat(numbers.matches()).as(() -> directory + "\n" + said.text() + wanted).isTrue();
    int group = 0;
    for (String name : wanted.keySet()) {
      group++;
      LayerEntry child = entries.get(name);
      if (child != null && child.isDirectory()) {
        assertListed(index, child.path(), numbers.group(group), tar, metadata);
      }
    }
  }

  private static int type(EntryKind kind) {
    return switch (kind) {
      case FILE -> 1;
      case DIRECTORY -> DIRECTORY;
      case CHARACTER_DEVICE -> 3;
      case BLOCK_DEVICE -> 4;
      case FIFO -> 5;
      case SYMLINK -> 7;
      case HARD_LINK, WHITEOUT, OPAQUE -> throw new IllegalArgumentException(kind.toString());
    };
  }

  /// Names, types, data and links: fsck does not set every attribute that it reads.
  private static SortedMap<String, String> contents(Path tree) throws IOException {
    SortedMap<String, String> lines = RealTree.of(tree);
    lines.replaceAll((_, line) -> {
      Matcher data = DATA.matcher(line);
      int type = Integer.parseInt(line.substring(0, line.indexOf(' ')), 8) & 0170000;
      return Integer.toOctalString(type) + (data.find() ? data.group() : "");
    });
    return lines;
  }

  private Path ours(Path tar) throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("ours"));
    try (InputStream input = Files.newInputStream(tar)) {
      LayerExtractor.extract(input, directory, ArchiveOrigin.OWN_LAYER);
    }
    return directory;
  }

  private record Said(int exitCode, String text) {}

  private static Said said(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    return new Said(process.waitFor(), text);
  }

  private static boolean knowsSmallBlocks() throws Exception {
    try {
      String version =
          said("fsck.erofs", "--version")
              .text()
              .replaceAll("(?s)[^0-9]*([0-9]+)\\.([0-9]+).*", "$1 $2");
      List<String> numbers = List.of(version.strip().split(" ", -1));
      int major = Integer.parseInt(numbers.get(0));
      return major > 1 || (major == 1 && Integer.parseInt(numbers.get(1)) >= 7);
    } catch (IOException | NumberFormatException notThere) {
      return false;
    }
  }
}
