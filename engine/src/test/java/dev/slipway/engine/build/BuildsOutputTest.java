package dev.slipway.engine.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.Annotation;
import dev.slipway.builder.Attestations;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildOutputs;
import dev.slipway.builder.BuildResult;
import dev.slipway.builder.ImageForm;
import dev.slipway.builder.Output;
import dev.slipway.builder.Output.Target;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.layer.LayerCompression;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsOutputTest {
  private static final String FILES = "FROM scratch\nCOPY . /app/\n";

  @TempDir Path base;
  private BuildFixture fixture;

  @BeforeEach
  void writeContext() throws IOException {
    fixture = new BuildFixture(base);
    Path script = fixture.write("bin/tool", "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setLastModifiedTime(script, FileTime.fromMillis(1_000_000_000_000L));
    Files.createSymbolicLink(fixture.context.resolve("link"), Path.of("bin/tool"));
    Files.createLink(fixture.context.resolve("other"), fixture.write("text", "hello\n"));
  }

  private BuildResult build(Output... outputs) throws Exception {
    return build(List.of(), outputs);
  }

  private BuildResult build(List<Annotation> annotations, Output... outputs) throws Exception {
    return fixture.build(
        fixture
            .request(FILES)
            .withTags(List.of(ImageReference.parse("app:1")))
            .withOutputs(
                new BuildOutputs(List.of(outputs), annotations, Attestations.NONE, false)));
  }

  private static ImageForm form(LayerCompression compression, boolean oci) {
    return new ImageForm(List.of(), compression, false, oci, null, List.of());
  }

  private Output.OciLayout layout(LayerCompression compression) {
    return new Output.OciLayout(
        form(compression, true), new Target.Directory(base.resolve("layout")));
  }

  private Output.Local local() {
    return new Output.Local(base.resolve("out"), null);
  }

  @Test
  void filesAreTheCallersWithTheirModesAndTimes() throws Exception {
    BuildResult result = build(local());

    Path tool = base.resolve("out/app/bin/tool");
    assertThat(result.imageOrNull()).isNull();
    assertThat(tool).hasContent("#!/bin/sh\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tool)))
        .isEqualTo("rwxr-x--x");
    assertThat(Files.getLastModifiedTime(tool).toMillis()).isEqualTo(1_000_000_000_000L);
    assertThat(Files.getOwner(tool)).isEqualTo(Files.getOwner(base));
    assertThat(Files.readSymbolicLink(base.resolve("out/app/link"))).hasToString("bin/tool");
    assertThat(Files.isSameFile(base.resolve("out/app/other"), base.resolve("out/app/text")))
        .isTrue();
    try (var names = Files.walk(base.resolve("out"))) {
      assertThat(names.map(name -> name.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".slipway"));
    }
  }

  @Test
  void filesThatAreThereStayOrAreReplaced() throws Exception {
    Files.createDirectories(base.resolve("out/app/bin"));
    Files.writeString(base.resolve("out/app/mine"), "mine");
    Files.writeString(base.resolve("out/app/bin/tool"), "a longer text than the tool's");

    build(local());
    build(local());

    assertThat(base.resolve("out/app/mine")).hasContent("mine");
    assertThat(base.resolve("out/app/bin/tool")).hasContent("#!/bin/sh\n");
    assertThat(base.resolve("out/app/other")).hasContent("hello\n");
  }

  @Test
  void nothingIsWrittenThroughALinkInTheDestination() throws Exception {
    Path outside = Files.createDirectories(base.resolve("outside"));
    Files.createDirectories(base.resolve("out"));
    Files.createSymbolicLink(base.resolve("out/app"), outside);

    build(local());

    assertThat(outside).isEmptyDirectory();
    assertThat(base.resolve("out/app")).isDirectory();
    assertThat(Files.isSymbolicLink(base.resolve("out/app"))).isFalse();
  }

  @Test
  void aDirectoryWithFilesDoesNotGiveWayToAFile() throws Exception {
    Files.createDirectories(base.resolve("out/app/text"));
    Files.writeString(base.resolve("out/app/text/mine"), "mine");

    assertThatThrownBy(() -> build(local()))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("is a directory here and a file in the build");
    assertThat(base.resolve("out/app/text/mine")).hasContent("mine");
  }

  @Test
  void aTarIsReadByTar() throws Exception {
    var bytes = new ByteArrayOutputStream();
    build(new Output.Tar(new Target.Stream(bytes), null));

    String listed = program(bytes.toByteArray(), "tar", "--numeric-owner", "-tvf", "-");
    assertThat(listed)
        .contains("0/0", "-rwxr-x--x", "app/bin/tool", "app/link -> bin/tool")
        .contains("app/text link to app/other");
  }

  @Test
  void severalOutputsAreMadeAtOnce() throws Exception {
    BuildResult result = build(layout(LayerCompression.GZIP), local(), Output.Image.STORE);

    assertThat(base.resolve("layout/index.json")).exists();
    assertThat(base.resolve("out/app/text")).exists();
    assertThat(result.outputs()).hasSize(2);
    assertThat(result.outputs().get(0).config()).isEqualTo(result.outputs().get(1).config());
    try (var store = dev.slipway.image.store.ImageStore.openReadOnly(fixture.root)) {
      assertThat(store.images().find("app:1")).isPresent();
    }
  }

  @Test
  void layersAreCompressedAsAsked() throws Exception {
    for (var each :
        Map.of(
                LayerCompression.GZIP,
                "gzip",
                new LayerCompression(dev.slipway.image.layer.Compression.GZIP, 9),
                "gzip",
                LayerCompression.ZSTD,
                "zstd")
            .entrySet()) {
      build(layout(each.getKey()));

      Descriptor layer = manifest().layers().getFirst();
      assertThat(layer.mediaType()).isEqualTo(each.getKey().mediaType());
      byte[] blob = Files.readAllBytes(blob(layer.digest()));
      assertThat(Digest.sha256(blob)).isEqualTo(layer.digest());
      assertThat(program(blob, "sh", "-c", each.getValue() + " -dc | tar -tf -"))
          .contains("app/bin/tool");
    }
  }

  @Test
  void whatWasExportedBeforeDoesNotChangeTheStoresImage() throws Exception {
    Descriptor before = build(Output.Image.STORE).image().manifest();

    build(
        new Output.Image(
            form(LayerCompression.GZIP, true), true, Output.Push.NONE, false, null, false));

    assertThat(build(Output.Image.STORE).image().manifest()).isEqualTo(before);
  }

  @Test
  void dockersMediaTypesAreUsedOnRequest() throws Exception {
    build(
        new Output.OciLayout(
            form(LayerCompression.GZIP, false), new Target.Directory(base.resolve("layout"))));

    assertThat(index().mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
    assertThat(manifest().config().mediaType()).isEqualTo(MediaTypes.DOCKER_CONFIG);
    assertThat(manifest().layers().getFirst().mediaType()).isEqualTo(MediaTypes.DOCKER_LAYER_GZIP);
  }

  @Test
  void annotationsStandWhereTheyBelong() throws Exception {
    var annotations = new ArrayList<Annotation>();
    annotations.add(new Annotation(Annotation.Place.MANIFEST, null, "in", "manifest"));
    annotations.add(new Annotation(Annotation.Place.MANIFEST_DESCRIPTOR, null, "in", "entry"));
    annotations.add(
        new Annotation(
            Annotation.Place.MANIFEST,
            dev.slipway.image.Platform.of("linux", "s390x"),
            "in",
            "another"));

    build(annotations, layout(LayerCompression.NONE));

    assertThat(manifest().annotations()).isEqualTo(Map.of("in", "manifest"));
    assertThat(index().annotations()).containsEntry("in", "entry");
  }

  @Test
  void anIndexAnnotationNeedsAnIndex() {
    var annotation = new Annotation(Annotation.Place.INDEX, null, "a", "b");

    assertThatThrownBy(() -> build(List.of(annotation), layout(LayerCompression.NONE)))
        .hasMessage("index annotations not supported for single platform export");
    assertThat(base.resolve("layout")).doesNotExist();
  }

  @Test
  void aLayoutThatIsThereKeepsItsOtherImages() throws Exception {
    build(layout(LayerCompression.GZIP));
    fixture.build(
        fixture
            .request(FILES)
            .withTags(List.of(ImageReference.parse("app:2")))
            .withOutputs(BuildOutputs.of(List.of(layout(LayerCompression.ZSTD)))));

    assertThat(manifests())
        .extracting(entry -> entry.annotations().get("org.opencontainers.image.ref.name"))
        .containsExactly("1", "2");
  }

  private List<Descriptor> manifests() throws IOException {
    return IndexDocument.parse(Files.readAllBytes(base.resolve("layout/index.json"))).manifests();
  }

  private Descriptor index() throws IOException {
    return manifests().getFirst();
  }

  private ManifestDocument manifest() throws IOException {
    return ManifestDocument.parse(Files.readAllBytes(blob(manifests().getLast().digest())));
  }

  private Path blob(Digest digest) {
    return base.resolve("layout/blobs/sha256").resolve(digest.hex());
  }

  private String program(byte[] input, String... command) throws Exception {
    Path file = Files.write(base.resolve("input"), input);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(file.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), UTF_8);
      assertThat(process.waitFor()).isZero();
      return text;
    }
  }
}
