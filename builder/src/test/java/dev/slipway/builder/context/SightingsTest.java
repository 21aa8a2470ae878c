package dev.slipway.builder.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.copy.CopyLayer;
import dev.slipway.builder.copy.CopySelector;
import dev.slipway.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SightingsTest {
  private static final Digest KEY = Digest.sha256("key".getBytes(StandardCharsets.UTF_8));

  @TempDir Path directory;

  private Path context;

  @BeforeEach
  void makeContext() throws IOException {
    context = Files.createDirectories(directory.resolve("context"));
    file("a/file", "content");
    file("a/b/other", "content");
    Files.createSymbolicLink(context.resolve("link"), Path.of("a"));
  }

  private Path file(String path, String content) throws IOException {
    Path file = context.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, content);
  }

  private Sightings sightings() throws IOException {
    return Sightings.open(directory, context);
  }

  /// Looks at everything as a build some time after the last change would.
  private Digest look() throws IOException {
    return look(System.currentTimeMillis() + 10_000);
  }

  private Digest look(long now) throws IOException {
    Sightings sightings = sightings();
    try (var files = DirectoryContext.open(context, null, Fingerprints.open(directory, context))) {
      ContextLook look = files.look(sightings, KEY, now);
      Digest content =
          CopyLayer.of(List.of(CopySelector.exactly(look.files(), "/"))).content().digest();
      look.found(content);
      sightings.save(() -> directory.resolve("unfinished"));
      return content;
    }
  }

  private @Nullable Digest known() throws IOException {
    return sightings().content(KEY);
  }

  @Test
  void contentIsKnownWhileNothingChanges() throws IOException {
    Digest content = look();

    assertThat(known()).isEqualTo(content);
  }

  @Test
  void anotherCopyIsNotKnown() throws IOException {
    look();

    assertThat(sightings().content(Digest.sha256(new byte[0]))).isNull();
  }

  @Test
  void changedFileIsNoticed() throws IOException {
    look();
    file("a/b/other", "changed");

    assertThat(known()).isNull();
  }

  @Test
  void changedModeIsNoticed() throws IOException {
    look();
    Files.setPosixFilePermissions(
        context.resolve("a/file"), PosixFilePermissions.fromString("rwx------"));

    assertThat(known()).isNull();
  }

  @Test
  void newFileIsNoticed() throws IOException {
    look();
    file("a/b/new", "");

    assertThat(known()).isNull();
  }

  @Test
  void removedFileIsNoticed() throws IOException {
    look();
    Files.delete(context.resolve("a/b/other"));

    assertThat(known()).isNull();
  }

  @Test
  void linkToElsewhereIsNoticed() throws IOException {
    look();
    Files.delete(context.resolve("link"));
    Files.createSymbolicLink(context.resolve("link"), Path.of("b"));

    assertThat(known()).isNull();
  }

  @Test
  void directoryThatBecameALinkToItsLikeIsNoticed() throws IOException {
    look();
    Files.move(context.resolve("a"), directory.resolve("a"));
    Files.createSymbolicLink(context.resolve("a"), directory.resolve("a"));

    assertThat(known()).isNull();
  }

  @Test
  void manyFilesAreLookedAtAsFewAre() throws IOException {
    for (int i = 0; i < 400; i++) {
      file("many/" + i, "" + i);
    }
    Digest content = look();

    assertThat(known()).isEqualTo(content);
    file("many/399", "changed");
    assertThat(known()).isNull();
  }

  @Test
  void lookTakenTooSoonIsNotKept() throws IOException {
    look(System.currentTimeMillis());

    assertThat(known()).isNull();
  }

  @Test
  void damagedRecordIsForgotten() throws IOException {
    look();
    try (var files = Files.list(directory)) {
      for (Path each : files.filter(file -> file.toString().endsWith(".seen")).toList()) {
        Files.write(each, Arrays.copyOf(Files.readAllBytes(each), 90));
      }
    }

    assertThat(known()).isNull();
  }
}
