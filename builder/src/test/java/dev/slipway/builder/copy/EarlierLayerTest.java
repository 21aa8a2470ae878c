package dev.slipway.builder.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.context.DirectoryContext;
import dev.slipway.builder.context.Fingerprints;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EarlierTar;
import dev.slipway.image.layer.FileSums;
import dev.slipway.image.layer.FileTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A layer that takes of an earlier one what is the same, against one that is written whole.
class EarlierLayerTest {
  @TempDir Path folder;
  private Path context;
  private int number;

  @BeforeEach
  void prepare() throws IOException {
    context = Files.createDirectory(folder.resolve("context"));
  }

  /// A layer's tar, and what writing it told.
  private record Layer(
      @SuppressWarnings("ArrayRecordComponent") byte[] tar, WrittenLayer written, int opened) {}

  /// The files of the context, which counts what is opened.
  private static final class Counted implements SourceFiles {
    private final SourceFiles files;
    private int opened;

    Counted(SourceFiles files) {
      this.files = files;
    }

    @Override
    public @Nullable Node lookup(ImagePath path) throws IOException {
      return files.lookup(path);
    }

    @Override
    public List<Node> children(Node directory) throws IOException {
      return files.children(directory);
    }

    @Override
    public InputStream open(Node file) throws IOException {
      opened++;
      return files.open(file);
    }

    @Override
    public @Nullable ContentHash knownHash(Node file) {
      return files.knownHash(file);
    }

    @Override
    public boolean mayChange() {
      return files.mayChange();
    }

    @Override
    public void learned(Node file, ContentHash hash) {
      files.learned(file, hash);
    }

    @Override
    public @Nullable String hint(ImagePath missing) {
      return null;
    }
  }

  private Layer write(@Nullable Layer before) throws IOException {
    try (var files = DirectoryContext.open(context, null, Fingerprints.none())) {
      var counted = new Counted(files);
      CopyLayer layer = CopyLayer.of(List.of(CopySelector.exactly(counted, "/")));
      ListedContent _ = layer.content();
      counted.opened = 0;
      var archives = new Archives(() -> folder.resolve("archive"));
      var target = new CopyTarget(FileTree.of(List.of()), "/to/", null, null, archives, false);
      var tar = new ByteArrayOutputStream();
      try (EarlierTar earlier = before == null ? null : earlier(before)) {
        WrittenLayer written = layer.write(target, tar, earlier);
        return new Layer(tar.toByteArray(), written, counted.opened);
      }
    }
  }

  private EarlierTar earlier(Layer layer) throws IOException {
    Path tar = Files.write(folder.resolve("tar" + number++), layer.tar());
    Path sums = folder.resolve("sums" + number);
    layer.written().sums().write(sums);
    return EarlierTar.open(
        tar, layer.written().index(), Objects.requireNonNull(FileSums.read(sums)));
  }

  private static void assertSame(Layer spliced, Layer whole) {
    assertThat(spliced.tar()).isEqualTo(whole.tar());
    assertThat(spliced.written().index().entries()).isEqualTo(whole.written().index().entries());
  }

  @Test
  void onlyTheFileThatChangedIsRead() throws Exception {
    for (int i = 0; i < 300; i++) {
      Path file = context.resolve("d" + i % 7 + "/file" + i);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, "x".repeat(i * 5));
    }
    Layer first = write(null);
    Files.writeString(context.resolve("d3/file10"), "another");

    Layer second = write(first);

    assertThat(first.opened()).isEqualTo(300);
    assertThat(second.opened()).isEqualTo(1);
    assertSame(second, write(null));
  }

  @Test
  void anyEditsOfAnyTreeGiveTheTarOfAWholeWrite() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      edit(random);
    }
    Layer layer = write(null);
    for (int round = 0; round < 40; round++) {
      for (int edits = random.nextInt(6); edits > 0; edits--) {
        edit(random);
      }
      Layer next = write(layer);
      Layer whole = write(null);
      assertThat(next.tar()).as("round %d of seed %d", round, seed).isEqualTo(whole.tar());
      assertSame(next, whole);
      layer = next;
    }
  }

  /// Files, directories, links and hard links come, go and change their bytes, modes and times.
  private void edit(Random random) throws IOException {
    List<Path> directories = all(random, Files::isDirectory);
    Path directory = directories.get(random.nextInt(directories.size()));
    String name = (random.nextInt(8) == 0 ? "n".repeat(110) : "f") + random.nextInt(40);
    Path path = directory.resolve(name);
    List<Path> files = all(random, Files::isRegularFile);
    boolean free = !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    switch (random.nextInt(7)) {
      case 0 -> {
        if (free) {
          Files.createDirectory(path);
        }
      }
      case 1 -> {
        if (!files.isEmpty()) {
          Files.delete(files.getFirst());
        }
      }
      case 2 -> {
        if (!files.isEmpty() && free) {
          Files.createLink(path, files.getFirst());
        }
      }
      case 3 -> {
        if (free) {
          Files.createSymbolicLink(path, Path.of("to" + random.nextInt(3)));
        }
      }
      case 4 -> {
        if (!files.isEmpty()) {
          Files.setPosixFilePermissions(
              files.getFirst(),
              PosixFilePermissions.fromString(random.nextBoolean() ? "rw-r-----" : "rwxr-xr-x"));
        }
      }
      case 5 -> {
        if (!files.isEmpty()) {
          Files.setLastModifiedTime(
              files.getFirst(),
              FileTime.fromMillis(1_700_000_000_000L + random.nextInt(5) * 1000L));
        }
      }
      default -> {
        if (!Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
          byte[] bytes = new byte[random.nextInt(4) * 512 + random.nextInt(3)];
          random.nextBytes(bytes);
          Files.write(path, bytes);
        }
      }
    }
  }

  /// Links count as what they are.
  private List<Path> all(Random random, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> walk = Files.walk(context)) {
      var found =
          new ArrayList<>(
              walk.filter(path -> !Files.isSymbolicLink(path)).filter(wanted).sorted().toList());
      Collections.shuffle(found, random);
      return found;
    }
  }

  /// The key of the step is made of what was read first.
  @Test
  void fileThatChangedSinceItWasHashedIsAnError() throws Exception {
    Path file = Files.writeString(context.resolve("file"), "one");
    try (var files = DirectoryContext.open(context, null, Fingerprints.none())) {
      CopyLayer layer = CopyLayer.of(List.of(CopySelector.exactly(files, "/")));
      ListedContent _ = layer.content();
      Files.writeString(file, "two");
      var archives = new Archives(() -> folder.resolve("archive"));
      var target = new CopyTarget(FileTree.of(List.of()), "/to/", null, null, archives, false);

      assertThatThrownBy(() -> layer.write(target, new ByteArrayOutputStream(), null))
          .isInstanceOf(BuildException.class)
          .hasMessageContaining("/file changed while it was read");
    }
  }
}
