package dev.slipway.engine.base;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.layers.LayerPlace;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.builder.solve.Progress;
import dev.slipway.engine.registry.Registries;
import dev.slipway.image.Descriptor;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.RemoteBlob;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.client.ImagePull;
import dev.slipway.registry.client.RegistrySession;
import dev.slipway.registry.client.RepositoryBlobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Base images of registries. Their layers come when they are needed; when all of them are, the
/// image is pulled, and named as any other that is.
public record RemoteBases(
    ImageStore store, RemoteLayers layers, Progress progress, Registries registries)
    implements BaseImageSource.Found {
  @Override
  public void found(ImagePull.Found image, RegistrySession session) {
    image.requireLinux();
    layers.add(image.image(), place(image, session), () -> pull(image));
  }

  private static LayerPlace place(ImagePull.Found image, RegistrySession session) {
    Repository repository = Repository.of(image.reference());
    return new Place(image, repository, new RepositoryBlobs(session, repository));
  }

  /// The repository that an image was found in.
  private record Place(ImagePull.Found image, Repository repository, RepositoryBlobs blobs)
      implements LayerPlace {
    @Override
    public String name() {
      return image.reference().full();
    }

    /// A registry takes no manifest whose blobs it does not have.
    @Override
    public boolean contains(Descriptor blob) {
      return true;
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException, InterruptedException {
      int number = image.image().layers().indexOf(blob);
      List<List<String>> urls = ManifestDocument.parse(image.manifest()).layerUrls();
      return blobs.open(blob, number < 0 ? List.of() : urls.get(number));
    }

    @Override
    public @Nullable RemoteBlob remote(Descriptor blob) {
      return new RemoteBlob(repository.registry(), repository.path(), blob);
    }

    @Override
    public BuildException wrongLayer(Descriptor blob, String what) {
      return BuildException.of(
          "the layer " + blob.digest() + " of " + name() + " is damaged: " + what,
          "the image was pushed damaged, or its registry is: push it again, or use another base");
    }
  }

  /// An image for another machine does not take a name from the one for this.
  private static List<ImageReference> names(ImagePull.Found remote) {
    boolean own = remote.image().config().platform().runsOn(Platform.host());
    return own ? remote.names() : remote.ownName();
  }

  private void pull(ImagePull.Found image) throws IOException, InterruptedException {
    var telling = new PullProgress(progress);
    telling.begin(image.reference());
    try {
      var _ = new ImagePull(registries.session(telling)).fetch(store, image, names(image));
      telling.finished();
    } catch (RegistryException | IOException failure) {
      telling.failed(String.valueOf(failure.getMessage()));
      throw failure;
    } catch (InterruptedException stopped) {
      telling.cancelled();
      throw stopped;
    }
  }
}
