package dev.slipway.cli.command.build;

import dev.slipway.builder.Annotation;
import dev.slipway.builder.ImageForm;
import dev.slipway.builder.Output;
import dev.slipway.builder.Output.Push;
import dev.slipway.builder.Output.Target;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.LayerCompression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `--output type=TYPE,KEY=VALUE`, `--output DIRECTORY` and `--output -`.
final class OutputWords {
  private static final String HINT =
      "known are type=image, registry, oci, docker, local and tar; or name a directory";

  private final Console console;
  private final boolean annotated;
  private boolean usesStandardOutput;

  /// @param annotated whether every image gets annotations, which Docker's documents have not
  OutputWords(Console console, boolean annotated) {
    this.console = console;
    this.annotated = annotated;
  }

  Output parse(String word) {
    if (OutputFields.isShort(word)) {
      return word.equals("-")
          ? new Output.Tar(standardOutput("tar"), null)
          : new Output.Local(Path.of(word).toAbsolutePath().normalize(), null);
    }
    var fields = new OutputFields(word);
    String type = fields.text("type").orElse("");
    Output output =
        switch (type) {
          case "image" -> image(fields, fields.flag("push", false), fields.flag("store", true));
          case "registry" -> image(fields, true, fields.flag("store", false));
          case "oci" -> oci(fields);
          case "docker" -> docker(fields);
          case "local" -> local(fields);
          case "tar" -> new Output.Tar(target(fields, type, true), fields.flag("platform-split"));
          case "" -> throw fields.wrong("type is required for output", HINT);
          default -> throw fields.wrong("exporter \"" + type + "\" could not be found", HINT);
        };
    fields.refuseOthers(type);
    return output;
  }

  private Output image(OutputFields fields, boolean push, boolean named) {
    boolean byDigest = fields.flag("push-by-digest", false);
    if (byDigest && !push) {
      throw fields.wrong("push-by-digest=true pushes nothing", "add push=true");
    }
    return new Output.Image(
        form(fields, null, true),
        named,
        byDigest ? Push.BY_DIGEST : push ? Push.BY_NAME : Push.NONE,
        fields.flag("unpack", false),
        fields.text("dangling-name-prefix").orElse(null),
        fields.flag("name-canonical", false));
  }

  private Output oci(OutputFields fields) {
    ImageForm form = form(fields, LayerCompression.GZIP, true);
    return new Output.OciLayout(form, target(fields, "oci", fields.flag("tar", true)));
  }

  /// Without a destination, what `docker load` would then have.
  private Output docker(OutputFields fields) {
    boolean archive = fields.flag("tar", true);
    Optional<String> destination = fields.text("dest");
    if (destination.isEmpty()) {
      return new Output.Image(form(fields, null, true), true, Push.NONE, false, null, false);
    }
    ImageForm form = form(fields, LayerCompression.GZIP, false);
    return new Output.DockerArchive(form, target(fields, destination.get(), "docker", archive));
  }

  private static Output local(OutputFields fields) {
    String directory = fields.text("dest").orElse("");
    if (directory.isEmpty() || directory.equals("-")) {
      throw fields.wrong("dest is required for local exporter", "write type=local,dest=DIRECTORY");
    }
    return new Output.Local(
        Path.of(directory).toAbsolutePath().normalize(), fields.flag("platform-split"));
  }

  private Target target(OutputFields fields, String type, boolean archive) {
    return target(fields, fields.text("dest").orElse("-"), type, archive);
  }

  private Target target(OutputFields fields, String destination, String type, boolean archive) {
    if (!archive && (destination.isEmpty() || destination.equals("-"))) {
      throw fields.wrong(
          "dest is required for " + type + " exporter with tar=false", "write dest=DIRECTORY");
    }
    if (destination.isEmpty() || destination.equals("-")) {
      return standardOutput(type);
    }
    Path path = Path.of(destination).toAbsolutePath().normalize();
    return archive ? new Target.File(path) : new Target.Directory(path);
  }

  private Target standardOutput(String type) {
    if (console.outIsTerminal()) {
      throw new CommandException(
          "ERROR: failed to build: dest file is required for "
              + type
              + " exporter. refusing to write to console",
          "write dest=FILE, or redirect standard output");
    }
    if (usesStandardOutput) {
      throw new CommandException(
          "ERROR: failed to build: two outputs to standard output", "write dest=FILE for one");
    }
    usesStandardOutput = true;
    return new Target.Stream(console.out().asStream());
  }

  /// @param usual the compression where none is named; null leaves layers as they are
  private ImageForm form(
      OutputFields fields, @Nullable LayerCompression usual, boolean ociUsually) {
    List<ImageReference> names = names(fields);
    boolean force = fields.flag("force-compression", false);
    LayerCompression compression = compression(fields, usual);
    if (force && compression == null) {
      compression = LayerCompression.GZIP;
    }
    Boolean rewrite = fields.flag("rewrite-timestamp");
    List<Annotation> annotations = new ArrayList<>();
    fields
        .beginningWith("annotation")
        .forEach((key, value) -> annotations.add(AnnotationWords.ofField(key, value)));
    boolean zstd = compression != null && compression.kind() == Compression.ZSTD;
    boolean notes = annotated || !annotations.isEmpty();
    Boolean oci = fields.flag("oci-mediatypes");
    if (Boolean.FALSE.equals(oci) && (zstd || notes)) {
      throw fields.wrong(
          (zstd ? "zstd" : "annotations") + " needs OCI's media types",
          "leave oci-mediatypes=false out");
    }
    boolean ociTypes = oci == null ? ociUsually || zstd || notes : oci;
    return new ImageForm(names, compression, force, ociTypes, rewrite, annotations);
  }

  private static List<ImageReference> names(OutputFields fields) {
    List<ImageReference> names = new ArrayList<>();
    for (String name : fields.text("name").orElse("").split(",")) {
      if (!name.isEmpty()) {
        try {
          names.add(ImageReference.parse(name).withDefaultTag());
        } catch (ImageReferenceException invalid) {
          throw fields.wrong(
              "invalid name \"" + name + "\": " + invalid.getMessage(),
              String.valueOf(invalid.hint()));
        }
      }
    }
    return names;
  }

  private static @Nullable LayerCompression compression(
      OutputFields fields, @Nullable LayerCompression usual) {
    Optional<String> kind = fields.text("compression");
    Optional<String> level = fields.text("compression-level");
    if (kind.isEmpty() && level.isEmpty()) {
      return usual;
    }
    LayerCompression plain =
        switch (kind.orElse("gzip")) {
          case "gzip" -> LayerCompression.GZIP;
          case "zstd" -> LayerCompression.ZSTD;
          case "uncompressed", "none" -> LayerCompression.NONE;
          case "estargz" ->
              throw fields.wrong(
                  "compression=estargz is not there",
                  "use zstd, which is smaller and faster; layers are not unpacked here to be read");
          default ->
              throw fields.wrong(
                  "unsupported layer compression type: " + kind.orElse(""),
                  "known are gzip, zstd and uncompressed");
        };
    try {
      return level.isEmpty()
          ? plain
          : new LayerCompression(plain.kind(), Integer.parseInt(level.get()));
    } catch (IllegalArgumentException wrong) {
      throw fields.wrong(
          "invalid compression-level=" + level.orElse(""), "gzip has 0 to 9, zstd 0 to 22");
    }
  }
}
