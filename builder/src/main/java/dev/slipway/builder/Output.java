package dev.slipway.builder;

import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the result of a build goes: `--output`. A build may have several.
public sealed interface Output {

  /// `type=image`, and `type=registry`, which is one that is pushed and gets no name here.
  ///
  /// @param named whether the image gets its names in the store
  /// @param unpacked whether its layers are unpacked at once
  /// @param danglingPrefix what an image without a name is called, followed by its digest; null is
  ///   nothing
  /// @param canonical whether each name is also given with the digest
  record Image(
      ImageForm form,
      boolean named,
      Push push,
      boolean unpacked,
      @Nullable String danglingPrefix,
      boolean canonical)
      implements Output {
    /// What a build does that is told nothing.
    public static final Image STORE =
        new Image(ImageForm.STORED, true, Push.NONE, false, null, false);

    /// What is pushed and not kept.
    public static final Image REGISTRY =
        new Image(ImageForm.STORED, false, Push.BY_NAME, false, null, false);

    /// The same, which goes to its registry too.
    public Image pushing() {
      return new Image(form, named, Push.BY_NAME, unpacked, danglingPrefix, canonical);
    }
  }

  /// Whether an image goes to the registry of its name.
  enum Push {
    NONE,
    BY_NAME,
    BY_DIGEST
  }

  /// `type=oci`: an OCI image layout.
  record OciLayout(ImageForm form, Target target) implements Output {}

  /// `type=docker` with a destination: what `docker load` reads.
  record DockerArchive(ImageForm form, Target target) implements Output {}

  /// `type=local`: the files, as the caller's.
  ///
  /// @param splitByPlatform whether each platform gets a directory; null where there are several
  record Local(Path directory, @Nullable Boolean splitByPlatform) implements Output {}

  /// `type=tar`: the files as one archive, with their owners.
  ///
  /// @param splitByPlatform as in [Local]
  record Tar(Target target, @Nullable Boolean splitByPlatform) implements Output {}

  /// Where an archive is written.
  sealed interface Target {
    /// A file, which appears when it is whole.
    record File(Path path) implements Target {}

    /// The content of the archive as a directory: `tar=false`.
    record Directory(Path path) implements Target {}

    /// A stream that the build does not close, such as standard output.
    record Stream(OutputStream stream) implements Target {}
  }

  /// What the image is like, for those outputs that make one.
  default @Nullable ImageForm imageForm() {
    return switch (this) {
      case Image image -> image.form();
      case OciLayout layout -> layout.form();
      case DockerArchive archive -> archive.form();
      case Local _, Tar _ -> null;
    };
  }
}
