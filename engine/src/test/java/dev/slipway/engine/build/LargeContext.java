package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildResult;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A context with so many files that edits of it are looked for, and a store that never knows
/// anything, to compare with.
final class LargeContext {
  private static final int FILES = 1_100;

  final BuildFixture fixture;
  private final SlipwayLocations whole;

  private LargeContext(BuildFixture fixture) {
    this.fixture = fixture;
    this.whole =
        new SlipwayLocations(fixture.base.resolve("whole"), fixture.base.resolve("whole-run"));
  }

  /// What was written less than two seconds before it is looked at may change unseen: so many are
  /// written at once and then left alone for that long.
  static List<LargeContext> settled(Path directory, int count) throws Exception {
    List<LargeContext> contexts = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      contexts.add(written(directory.resolve(Integer.toString(number))));
    }
    Thread.sleep(3_000);
    return contexts;
  }

  private static LargeContext written(Path base) throws IOException {
    var fixture = new BuildFixture(base);
    for (int i = 0; i < FILES; i++) {
      fixture.write("src/d" + i % 11 + "/" + "f".repeat(1 + i % 130) + i, "x".repeat(i));
    }
    fixture.write("src/.dockerignore", "");
    Files.createSymbolicLink(fixture.context.resolve("src/link"), Path.of("d1"));
    return new LargeContext(fixture);
  }

  /// The same files under another name.
  LargeContext moved() throws IOException {
    var moved = new BuildFixture(fixture.base, fixture.base.resolve("moved"));
    Files.move(fixture.context, moved.context);
    return new LargeContext(moved);
  }

  Path source() {
    return fixture.context.resolve("src");
  }

  /// What is remembered of the files that were read.
  Map<String, String> fingerprints() throws IOException {
    return files(fixture.root.resolve("fingerprints"), ".seen");
  }

  /// Digests by name.
  private static Map<String, String> files(Path directory, String except) throws IOException {
    Map<String, String> files = new HashMap<>();
    try (Stream<Path> all = Files.list(directory)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(except)) {
          files.put(name, Digest.sha256(Files.readAllBytes(file)).hex());
        }
      }
    }
    return files;
  }

  /// Builds in a store that knows nothing, and compares all that was made.
  void assertAsWhole(BuildResult built, String dockerfile, String when) throws Exception {
    if (Files.exists(whole.root())) {
      FileTreeRemoval.remove(whole.root());
    }
    BuildResult other = new Builds(whole).build(fixture.request(dockerfile), event -> {});
    List<Digest> layers = other.image().config().diffIds();
    assertThat(built.image().config().diffIds()).as(when).isEqualTo(layers);
    assertThat(files(fixture.root.resolve("listings"), ".none"))
        .as(when)
        .containsAllEntriesOf(files(whole.root().resolve("listings"), ".none"));
    try (ImageStore one = ImageStore.open(fixture.root);
        ImageStore two = ImageStore.open(whole.root())) {
      for (Digest layer : layers) {
        assertThat(one.layers().index(layer).entries())
            .as(when)
            .isEqualTo(two.layers().index(layer).entries());
        assertThat(one.layers().index(layer).fileBytes())
            .isEqualTo(two.layers().index(layer).fileBytes());
        assertThat(sums(fixture.root, layer)).as(when).isEqualTo(sums(whole.root(), layer));
      }
    }
  }

  /// Empty for a layer that is not large.
  private static byte[] sums(Path root, Digest layer) throws IOException {
    Path sums = root.resolve("layers").resolve(layer.hex()).resolve("sums");
    return Files.exists(sums) ? Files.readAllBytes(sums) : new byte[0];
  }
}
