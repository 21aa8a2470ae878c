package dev.slipway.cli.command.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.Annotation;
import dev.slipway.builder.Annotation.Place;
import dev.slipway.builder.Output;
import dev.slipway.builder.Output.Target;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.image.Platform;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.LayerCompression;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputWordsTest {
  private final OutputWords words =
      new OutputWords(
          Console.of(
              InputStream.nullInputStream(),
              new ByteArrayOutputStream(),
              new ByteArrayOutputStream()),
          false);

  @Test
  void aWordAloneIsADirectory() {
    assertThat(words.parse("/tmp/out")).isEqualTo(new Output.Local(Path.of("/tmp/out"), null));
  }

  @Test
  void aDashIsAnArchiveOnStandardOutput() {
    assertThat(words.parse("-")).isInstanceOf(Output.Tar.class);
  }

  @Test
  void dockerWithoutADestinationIsTheStore() {
    assertThat(words.parse("type=docker")).isEqualTo(Output.Image.STORE);
  }

  @Test
  void archivesAreCompressedWithGzipUnlessToldOtherwise() {
    assertThat(compression("type=oci,dest=/x")).isEqualTo(LayerCompression.GZIP);
    assertThat(compression("type=oci,dest=/x,compression=zstd,compression-level=9"))
        .isEqualTo(new LayerCompression(Compression.ZSTD, 9));
    assertThat(compression("type=docker,dest=/x,compression=uncompressed"))
        .isEqualTo(LayerCompression.NONE);
  }

  private LayerCompression compression(String word) {
    return Objects.requireNonNull(
        Objects.requireNonNull(words.parse(word).imageForm()).compression());
  }

  @Test
  void onlyDockersArchiveHasDockersMediaTypes() {
    assertThat(ociTypes("type=oci,dest=/x")).isTrue();
    assertThat(ociTypes("type=docker,dest=/x")).isFalse();
    assertThat(ociTypes("type=docker,dest=/x,annotation.a=b")).isTrue();
    assertThat(ociTypes("type=oci,dest=/x,oci-mediatypes=false")).isFalse();
  }

  private boolean ociTypes(String word) {
    return Objects.requireNonNull(words.parse(word).imageForm()).ociMediaTypes();
  }

  @Test
  void aQuotedFieldMayHaveCommas() {
    Output output = words.parse("type=image,\"name=a,b:2\"");

    assertThat(Objects.requireNonNull(output.imageForm()).names())
        .extracting(Object::toString)
        .hasSize(2);
  }

  @Test
  void anArchiveMayBeADirectory() {
    assertThat(words.parse("type=oci,tar=false,dest=/tmp/layout"))
        .extracting(output -> ((Output.OciLayout) output).target())
        .isEqualTo(new Target.Directory(Path.of("/tmp/layout")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type=foo | exporter \"foo\" could not be found",
        "dest=x,tar=true | type is required for output",
        "type=oci,colour=red | unknown option \"colour\" of type=oci",
        "type=oci,dest | invalid value dest",
        "type=oci,dest=x,tar=maybe | non-bool value specified for tar: maybe",
        "type=oci,dest=x,compression=estargz | compression=estargz is not there",
        "type=oci,dest=x,compression=lzma | unsupported layer compression type: lzma",
        "type=oci,dest=x,compression-level=10 | invalid compression-level=10",
        "type=oci,dest=x,compression=zstd,compression-level=23 | invalid compression-level=23",
        "type=oci,dest=x,compression=zstd,oci-mediatypes=false | zstd needs OCI's media types",
        "type=oci,tar=false | dest is required for oci exporter with tar=false",
        "type=local | dest is required for local exporter",
        "type=image,name=UPPER | invalid name \"UPPER\"",
        "type=image,push-by-digest=true | push-by-digest=true pushes nothing",
        "type=tar,dest=x,name=y | unknown option \"name\" of type=tar",
      })
  void mistakesAreNamed(String word, String message) {
    assertThatThrownBy(() -> words.parse(word))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(message);
  }

  @Test
  void onlyOneOutputGoesToStandardOutput() {
    words.parse("-");

    assertThatThrownBy(() -> words.parse("type=oci"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("two outputs to standard output");
  }

  @Test
  void annotationsHavePlacesAndPlatforms() {
    Platform arm = Platform.parse("linux/arm64");

    assertThat(AnnotationWords.of(List.of("a=b", "manifest[linux/arm64],index:c=d=e")))
        .containsExactly(
            new Annotation(Place.MANIFEST, null, "a", "b"),
            new Annotation(Place.MANIFEST, arm, "c", "d=e"),
            new Annotation(Place.INDEX, null, "c", "d=e"));
    assertThat(AnnotationWords.ofField("annotation-manifest-descriptor[linux/arm64].k", "v"))
        .isEqualTo(new Annotation(Place.MANIFEST_DESCRIPTOR, arm, "k", "v"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing | expected key=value",
        "layer:a=b | unknown annotation type \"layer\"",
        "manifest[plan9]:a=b | unknown operating system or architecture",
      })
  void wrongAnnotationsAreNamed(String word, String message) {
    assertThatThrownBy(() -> AnnotationWords.of(List.of(word)))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(message);
  }
}
