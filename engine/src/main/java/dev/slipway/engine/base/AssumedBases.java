package dev.slipway.engine.base;

import dev.slipway.builder.lower.BaseImages;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Base images for who only looks at a Dockerfile: those of the store, and where one is not there
/// the settings that nearly every image has. Nothing is fetched.
public final class AssumedBases implements BaseImages {
  private static final List<String> ENVIRONMENT =
      List.of(
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "GOPATH=/go",
          "GOLANG_VERSION=",
          "GOTOOLCHAIN=local");

  private final ImageStore store;

  public AssumedBases(ImageStore store) {
    this.store = store;
  }

  @Override
  public Optional<Image> find(ImageReference name, @Nullable Platform platform) {
    try {
      Optional<Image> there =
          store
              .images()
              .find(name.withDefaultTag().full(), platform == null ? Platform.host() : platform);
      return there.isPresent() ? there : Optional.of(assumed());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Image assumed() {
    Digest digest = Digest.sha256("{}".getBytes(StandardCharsets.UTF_8));
    ContainerConfig settings = ContainerConfig.EMPTY.withEnv(ENVIRONMENT);
    return new Image(
        digest,
        ImageConfig.scratch(Platform.host()).withConfig(settings),
        Descriptor.of("application/vnd.oci.image.manifest.v1+json", digest, 2),
        List.of());
  }
}
