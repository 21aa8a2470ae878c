package dev.slipway.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.engine.vocabulary.PruneReport;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.store.ImageStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
  @TempDir Path directory;

  private final List<ImageUsers.ContainerUse> containers = new ArrayList<>();

  private Images images() {
    return new Images(
        directory.resolve("store"),
        new ImageUsers() {
          @Override
          public List<ContainerUse> containers() {
            return containers;
          }

          @Override
          public Set<Digest> neededLayers() {
            return Set.of();
          }
        });
  }

  private static byte[] tar(String content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var tar = new LayerTarWriter(bytes);
    byte[] file = content.getBytes(StandardCharsets.UTF_8);
    tar.add(
        LayerEntry.file(ImagePath.of("/file"), 0644, file.length), new ByteArrayInputStream(file));
    tar.finish();
    return bytes.toByteArray();
  }

  private Digest imported(String content, @Nullable String name, String... changes)
      throws IOException {
    return images()
        .importArchive(
            new ImportRequest(
                new ByteArrayInputStream(tar(content)),
                "-",
                name == null ? null : ImageReference.parse(name),
                List.of(changes),
                null,
                Platform.of("linux", "amd64")));
  }

  private List<String> names() throws IOException {
    return images().list().stream()
        .map(row -> row.reference().map(ImageReference::familiar).orElse("<none>"))
        .sorted()
        .toList();
  }

  private void inUse(Digest id, boolean running) {
    containers.add(new ImageUsers.ContainerUse("0123456789abcdef", id, running));
  }

  @Test
  void anImportedTarIsAnImageOfOneLayer() throws Exception {
    Digest id = imported("hello", "a", "CMD [\"sh\"]", "ENV A=1 B=$A", "EXPOSE 80 53/udp");

    assertThat(names()).containsExactly("a:latest");
    ImageSummary row = images().list().getFirst();
    assertThat(row.id()).isEqualTo(id);
    assertThat(row.size()).isEqualTo(5);
    Map<String, @Nullable Object> json = images().inspect("a");
    assertThat(json)
        .containsEntry("Id", id.toString())
        .containsEntry("Comment", "Imported from -")
        .containsEntry("Architecture", "amd64")
        .containsEntry("Size", 5L);
    assertThat(json.get("Config"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("Cmd", List.of("sh"))
        .containsEntry("Env", List.of("A=1", "B="))
        .containsEntry("ExposedPorts", Map.of("53/udp", Map.of(), "80/tcp", Map.of()));
  }

  @Test
  void aChangeThatTouchesFilesIsRefused() {
    for (String change : List.of("RUN x", "COPY a b", "FROM x", "ARG a")) {
      assertThatThrownBy(() -> imported("x", null, change))
          .hasMessage(change.split(" ", 2)[0] + " is not a valid change command");
    }
    assertThatThrownBy(() -> imported("x", null, "FOO x"))
        .hasMessage("FOO is not a valid change command");
    assertThatThrownBy(() -> imported("x", null, "EXPOSE x"))
        .isInstanceOf(DockerfileException.class);
  }

  @Test
  void inspectHasDockersMembersInItsOrder() throws Exception {
    imported("x", "a");

    Map<String, @Nullable Object> json = images().inspect("a");

    assertThat(json.keySet())
        .containsExactly(
            "Id",
            "RepoTags",
            "RepoDigests",
            "Parent",
            "Comment",
            "Created",
            "DockerVersion",
            "Author",
            "Architecture",
            "Os",
            "Size",
            "GraphDriver",
            "RootFS",
            "Metadata",
            "Config");
    assertThat(((Map<?, ?>) java.util.Objects.requireNonNull(json.get("Config"))).keySet())
        .extracting(String::valueOf)
        .containsExactly(
            "Cmd", "Entrypoint", "Env", "Labels", "OnBuild", "User", "Volumes", "WorkingDir");
  }

  @Test
  void whatIsNotThereIsNamedAsDockerDoes() {
    for (var call :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> images().inspect("nonesuch"),
            () -> images().history("nonesuch"),
            () -> images().tag("nonesuch", "x"),
            () -> images().remove("nonesuch", true, false),
            () ->
                images()
                    .save(
                        List.of("nonesuch"),
                        SaveFormat.DOCKER_ARCHIVE,
                        OutputStream.nullOutputStream()))) {
      assertThatThrownBy(call).hasMessage("No such image: nonesuch:latest");
    }
  }

  @Test
  void aTagMustBeWellFormed() throws Exception {
    imported("x", "a");

    assertThatThrownBy(() -> images().tag("a", "Foo"))
        .hasMessage(
            "Error parsing reference: \"Foo\" is not a valid repository/tag: invalid reference"
                + " format: repository name (library/Foo) must be lowercase");
    assertThatThrownBy(() -> images().tag("a", "b@sha256:" + "0".repeat(64)))
        .hasMessage("refusing to create a tag with a digest reference");
    images().tag("a", "quay.io/b:1");
    assertThat(names()).containsExactly("a:latest", "quay.io/b:1");
  }

  @Test
  void theLastNameTakesTheImageAlong() throws Exception {
    Digest id = imported("x", "a:1");
    images().tag("a:1", "b:1");

    assertThat(images().remove("a:1", false, false).lines()).containsExactly("Untagged: a:1");
    assertThat(images().remove("b:1", false, false).lines())
        .containsExactly("Untagged: b:1", "Deleted: " + id, "Deleted: " + Digest.sha256(tar("x")));
    assertThat(names()).isEmpty();
    assertThat(directory.resolve("store/blobs/sha256")).isEmptyDirectory();
  }

  @Test
  void aLayerThatAnotherImageNeedsStays() throws Exception {
    imported("x", "a:1");
    Digest id = imported("x", "b:1", "ENV A=1");

    assertThat(images().remove(id.hex().substring(0, 20), false, false).lines())
        .containsExactly("Untagged: b:1", "Deleted: " + id);
    assertThat(images().inspect("a:1")).isNotEmpty();
  }

  @Test
  void anIdWithSeveralNamesMustBeForced() throws Exception {
    Digest id = imported("x", "a:1");
    images().tag("a:1", "a:2");

    assertThatThrownBy(() -> images().remove(id.shortHex(), false, false))
        .hasMessage(
            "conflict: unable to delete "
                + id.shortHex()
                + " (must be forced) - image is referenced in multiple repositories");
    assertThat(images().remove(id.shortHex(), true, false).untagged())
        .containsExactly("a:1", "a:2");
  }

  @Test
  void anImageInUseIsKeptWithDockersWords() throws Exception {
    Digest id = imported("x", "a:1");
    inUse(id, false);

    assertThatThrownBy(() -> images().remove("a:1", false, false))
        .hasMessage(
            "conflict: unable to remove repository reference \"a:1\" (must force) - container"
                + " 0123456789ab is using its referenced image "
                + id.shortHex());
    assertThatThrownBy(() -> images().remove(id.hex(), false, false))
        .hasMessage(
            "conflict: unable to delete "
                + id.shortHex()
                + " (must be forced) - image is being used by stopped container 0123456789ab");
    assertThat(images().remove("a:1", true, false).lines())
        .containsExactly("Untagged: a:1", "Deleted: " + id, "Deleted: " + Digest.sha256(tar("x")));
  }

  @Test
  void anImageOfARunningContainerCannotBeForced() throws Exception {
    Digest id = imported("x", "a:1");
    inUse(id, true);

    assertThatThrownBy(() -> images().remove(id.hex(), true, false))
        .hasMessage(
            "conflict: unable to delete "
                + id.shortHex()
                + " (cannot be forced) - image is being used by running container 0123456789ab");
    assertThat(images().remove("a:1", true, false).lines()).containsExactly("Untagged: a:1");
    assertThat(names()).containsExactly("<none>");
  }

  @Test
  void historyIsNewestFirstWithItsSizes() throws Exception {
    Digest id = imported("hello", "a:1");

    List<HistoryRow> rows = images().history("a:1");

    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().id()).contains(id);
    assertThat(rows.getFirst().size()).isEqualTo(5);
    assertThat(rows.getFirst().comment()).isEqualTo("Imported from -");
    assertThat(rows.getFirst().tags()).containsExactly("a:1");
  }

  @Test
  void pruneTakesOnlyUnnamedImagesUnlessAllAreMeant() throws Exception {
    imported("x", "a:1");
    Digest dangling = imported("y", null);
    Digest used = imported("z", null);
    inUse(used, false);

    PruneReport report = images().prune(false, List.of());

    assertThat(report.lines())
        .containsExactly("deleted: " + dangling, "deleted: " + Digest.sha256(tar("y")));
    assertThat(report.reclaimedBytes()).isGreaterThanOrEqualTo(tar("y").length);
    assertThat(names()).containsExactly("<none>", "a:1");
    assertThat(images().prune(true, List.of()).lines()).contains("untagged: a:1");
    assertThat(images().list()).hasSize(1);
  }

  @Test
  void filtersAreDockers() throws Exception {
    imported("x", "golang:1.19", "LABEL k=v");
    imported("y", "quay.io/x/y:1");
    imported("z", null);

    assertThat(images().list(List.of("reference=go*"))).hasSize(1);
    assertThat(images().list(List.of("reference=golang"))).hasSize(1);
    assertThat(images().list(List.of("reference=*"))).hasSize(1);
    assertThat(images().list(List.of("reference=*/x/[w-z]:?"))).hasSize(1);
    assertThat(images().list(List.of("dangling=true"))).hasSize(1);
    assertThat(images().list(List.of("dangling=false"))).hasSize(2);
    assertThat(images().list(List.of("label=k"))).hasSize(1);
    assertThat(images().list(List.of("label=k=w"))).isEmpty();
    assertThat(images().list(List.of("before=golang:1.19"))).isEmpty();
    assertThat(images().list(List.of("since=golang:1.19"))).hasSize(2);
    assertThat(images().list(List.of("until=1h"))).isEmpty();
    assertThatThrownBy(() -> images().list(List.of("foo=bar"))).hasMessage("invalid filter 'foo'");
    assertThatThrownBy(() -> images().list(List.of("dangling=x")))
        .hasMessage("invalid filter 'dangling=[x]'");
    assertThatThrownBy(() -> images().list(List.of("reference=a[")))
        .hasMessage("syntax error in pattern");
    assertThatThrownBy(() -> images().prune(false, List.of("until=xx")))
        .hasMessage("failed to parse value as time or duration: \"xx\"");
  }

  @Test
  void savingARepositorySavesItsTags() throws Exception {
    imported("x", "a:1");
    imported("y", "a:2");
    Digest unnamed = imported("z", null);
    var archive = new ByteArrayOutputStream();
    images().save(List.of("a", unnamed.shortHex(), "a:1"), SaveFormat.DOCKER_ARCHIVE, archive);

    var other = new Images(directory.resolve("other"), ImageUsers.NONE);
    List<LoadedImage> loaded = other.load(new ByteArrayInputStream(archive.toByteArray()));

    assertThat(loaded.stream().map(LoadedImage::message).toList())
        .containsExactly("Loaded image: a:1", "Loaded image: a:2", "Loaded image ID: " + unnamed);
    assertThat(other.list()).hasSize(3);
  }

  @Test
  void theArchiveOfAnOciLayoutLoadsToo() throws Exception {
    Digest id = imported("x", "quay.io/a/b:1");
    var archive = new ByteArrayOutputStream();
    images().save(List.of("quay.io/a/b:1"), SaveFormat.OCI_ARCHIVE, archive);

    var other = new Images(directory.resolve("other"), ImageUsers.NONE);

    assertThat(other.load(new ByteArrayInputStream(archive.toByteArray())))
        .containsExactly(new LoadedImage(ImageReference.parse("quay.io/a/b:1"), id));
  }

  @Test
  void listingReadsOneFileAndMakesNone() throws Exception {
    imported("x", "a:1");
    Path store = directory.resolve("store");
    for (String name : List.of("blobs", "layers", "locks", "tmp")) {
      Files.move(store.resolve(name), directory.resolve(name));
    }

    assertThat(names()).containsExactly("a:1");
    assertThat(store.resolve("tmp")).doesNotExist();
  }

  @Test
  void anEmptyPlaceHasNoImages() throws Exception {
    assertThat(images().list()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void emptyInputIsNoArchive() {
    assertThatThrownBy(() -> images().load(new ByteArrayInputStream(new byte[0])))
        .isInstanceOfAny(ImageException.class, IOException.class);
  }

  @Test
  void anOpenStoreDoesNotStandInTheWayOfRemoval() throws Exception {
    imported("x", "a:1");
    try (ImageStore _ = ImageStore.open(directory.resolve("store"))) {
      assertThat(images().remove("a:1", false, false).deleted()).hasSize(2);
    }
  }
}
