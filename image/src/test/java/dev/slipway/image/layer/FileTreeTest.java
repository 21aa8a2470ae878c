package dev.slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTreeTest {
  @TempDir Path directory;

  private FileTree tree(RawTar... bottomFirst) throws IOException {
    List<LayerSource> layers = new ArrayList<>();
    for (RawTar layer : bottomFirst) {
      byte[] tar = layer.end();
      Path file = Files.write(directory.resolve("tar" + layers.size()), tar);
      LayerIndex index =
          LayerIndex.scan(new ByteArrayInputStream(tar), ArchiveOrigin.FOREIGN_LAYER);
      layers.add(new TarLayer(file, index));
    }
    return FileTree.of(layers);
  }

  private static String content(FileTree tree, String path) throws IOException {
    FileTree.Node node = Objects.requireNonNull(tree.lookup(ImagePath.of(path)));
    try (InputStream data = tree.open(node)) {
      return new String(data.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> names(List<FileTree.Node> nodes) {
    return nodes.stream().map(node -> node.path().toString()).toList();
  }

  private static List<String> children(FileTree tree, String path) throws IOException {
    return names(tree.children(ImagePath.of(path)));
  }

  @Test
  void upperLayersHideLowerOnes() throws IOException {
    FileTree tree =
        tree(
            new RawTar().directory("d").file("d/a", "old").file("d/b", "kept").file("d/c", "gone"),
            new RawTar().directory("d").file("d/a", "new").file("d/.wh.c", "").file("d/e", "more"));

    assertThat(content(tree, "/d/a")).isEqualTo("new");
    assertThat(content(tree, "/d/b")).isEqualTo("kept");
    assertThat(tree.lookup(ImagePath.of("/d/c"))).isNull();
    assertThat(children(tree, "/d")).containsExactly("/d/a", "/d/b", "/d/e");
  }

  @Test
  void aWhiteoutHidesEverythingBelow() throws IOException {
    FileTree tree =
        tree(
            new RawTar().file("d/x/deep", "").file("d/y", ""),
            new RawTar().file(".wh.d", ""),
            new RawTar().file("d/z", ""));

    assertThat(tree.lookup(ImagePath.of("/d/x/deep"))).isNull();
    assertThat(tree.lookup(ImagePath.of("/d/y"))).isNull();
    assertThat(children(tree, "/d")).containsExactly("/d/z");
  }

  @Test
  void anOpaqueDirectoryHidesEverythingBelow() throws IOException {
    FileTree tree =
        tree(
            new RawTar().file("d/x/deep", "").file("d/y", ""),
            new RawTar().file("d/.wh..wh..opq", "").file("d/z", ""));

    assertThat(tree.lookup(ImagePath.of("/d/x/deep"))).isNull();
    assertThat(children(tree, "/d")).containsExactly("/d/z");
    assertThat(tree.children(ImagePath.of("/d/x"))).isEmpty();
  }

  @Test
  void aFileHidesADirectoryAndTheOtherWayRound() throws IOException {
    FileTree tree =
        tree(
            new RawTar().file("a/x", "").file("b", "file"),
            new RawTar().file("a", "now a file").file("b/y", ""));

    assertThat(tree.lookup(ImagePath.of("/a/x"))).isNull();
    assertThat(content(tree, "/a")).isEqualTo("now a file");
    assertThat(children(tree, "/b")).containsExactly("/b/y");
    assertThat(names(tree.subtree(ImagePath.ROOT))).containsExactly("/", "/a", "/b", "/b/y");
  }

  @Test
  void anEmptyStackHasARoot() throws IOException {
    FileTree tree = FileTree.of(List.of());

    assertThat(Objects.requireNonNull(tree.lookup(ImagePath.ROOT)).entry().mode()).isEqualTo(0755);
    assertThat(tree.resolve(ImagePath.of("/a/b")))
        .isEqualTo(new FileTree.Resolution(ImagePath.of("/a/b"), null));
  }

  @Test
  void hardLinksShowTheirFile() throws IOException {
    FileTree tree =
        tree(new RawTar().file("a", "data").hardLink("b", "a"), new RawTar().file(".wh.a", ""));

    assertThat(tree.lookup(ImagePath.of("/a"))).isNull();
    assertThat(content(tree, "/b")).isEqualTo("data");
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/sh, /usr/bin/sh",
    "/bin, /usr/bin",
    "/bin/new/file, /usr/bin/new/file",
    "/abs/sh, /usr/bin/sh",
    "/up, /usr",
    "/chain/sh, /usr/bin/sh",
    "/dangling, /nowhere/else",
    "/dangling/x, /nowhere/else/x",
    "/beyond, /usr",
    "/usr/self/bin, /usr/bin",
    "/late, /usr/bin/sh",
    "/missing/../bin, /usr/bin",
    "/, /",
    "/back, /usr/bin"
  })
  void symlinksAreFollowedInsideTheRoot(String path, String expected) throws IOException {
    FileTree tree =
        tree(
            new RawTar()
                .file("usr/bin/sh", "shell")
                .symlink("bin", "usr/bin")
                .symlink("abs", "/usr/bin/")
                .symlink("up", "usr/bin/..")
                .symlink("chain", "abs/./.")
                .symlink("dangling", "nowhere/else")
                .symlink("beyond", "../../../usr")
                .symlink("usr/self", "../usr/.")
                .symlink("back", "nowhere/../usr/bin"),
            new RawTar().symlink("late", "bin/sh"));

    assertThat(tree.resolve(ImagePath.of(path)).path()).hasToString(expected);
  }

  @Test
  void theLastLinkIsKeptOnRequest() throws IOException {
    FileTree tree =
        tree(new RawTar().directory("usr/bin").symlink("bin", "usr/bin").symlink("usr/bin/l", "x"));

    FileTree.Resolution found = tree.resolveParent(ImagePath.of("/bin/l"));

    assertThat(found.path()).hasToString("/usr/bin/l");
    assertThat(Objects.requireNonNull(found.node()).entry().kind()).isEqualTo(EntryKind.SYMLINK);
  }

  @Test
  void loopsAndFilesInTheWayAreErrors() throws IOException {
    FileTree tree =
        tree(
            new RawTar().symlink("a", "b").symlink("b", "a").file("file", "").symlink("l", "file"));

    assertThatThrownBy(() -> tree.resolve(ImagePath.of("/a/x")))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("/a/x: too many levels of symbolic links");
    assertThatThrownBy(() -> tree.resolve(ImagePath.of("/l/x")))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("/file is not a directory");
  }

  @Test
  void aChainOfExactly255LinksIsFollowed() throws IOException {
    var tar = new RawTar().file("l0", "end");
    for (int i = 1; i <= 256; i++) {
      tar.symlink("l" + i, "l" + (i - 1));
    }
    FileTree tree = tree(tar);

    assertThat(tree.resolve(ImagePath.of("/l255")).path()).hasToString("/l0");
    assertThatThrownBy(() -> tree.resolve(ImagePath.of("/l256")))
        .hasMessageContaining("too many levels");
  }
}
