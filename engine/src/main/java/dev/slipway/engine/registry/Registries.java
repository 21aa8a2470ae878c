package dev.slipway.engine.registry;

import dev.slipway.engine.event.StoreEvents;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.auth.DockerConfig;
import dev.slipway.registry.client.ImagePull;
import dev.slipway.registry.client.ImagePush;
import dev.slipway.registry.client.PulledImage;
import dev.slipway.registry.client.PushedImage;
import dev.slipway.registry.client.RegistryCheck;
import dev.slipway.registry.client.RegistrySession;
import dev.slipway.registry.hosts.HostFiles;
import dev.slipway.registry.transport.DirectEndpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What users do with registries: pull, push, look. The user's Docker config says who they are.
/// Connections and tokens are shared by all that one of these is used for, until it is closed.
public final class Registries implements AutoCloseable {
  private final SlipwayLocations locations;
  private final RegistrySession.Settings settings;
  private final HostFiles hosts;
  private final boolean offline;
  private final OpenSessions sessions;
  private @Nullable RegistrySession own;

  private Registries(
      SlipwayLocations locations,
      RegistrySession.Settings settings,
      HostFiles hosts,
      boolean offline,
      OpenSessions sessions) {
    this.locations = locations;
    this.settings = settings;
    this.hosts = hosts;
    this.offline = offline;
    this.sessions = sessions;
  }

  /// Registries as an environment asks for them: whose config file it names, and with
  /// `SLIPWAY_OFFLINE` none but those on this machine.
  public static Registries of(SlipwayLocations locations, Map<String, String> environment) {
    return of(locations, environment, new OpenSessions());
  }

  /// @param sessions are told of what is opened here, and may end it
  public static Registries of(
      SlipwayLocations locations, Map<String, String> environment, OpenSessions sessions) {
    HostFiles hosts = HostFiles.of(environment);
    return new Registries(
        locations,
        RegistrySession.Settings.of(config(environment)).withHosts(hosts, environment),
        hosts,
        !environment.getOrDefault("SLIPWAY_OFFLINE", "").isEmpty(),
        sessions);
  }

  static DockerConfig config(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    Path directory = Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home);
    return DockerConfig.of(environment, directory);
  }

  public Logins logins(Map<String, String> environment) {
    return new Logins(settings, config(environment));
  }

  RegistryCheck checking(Consumer<RegistryCheck.Step> told) {
    return new RegistryCheck(settings, hosts, told);
  }

  /// Whether a registry may be asked.
  public boolean mayAsk(String registry) {
    return !offline || DirectEndpoints.isLoopback(registry);
  }

  public void require(ImageReference reference) {
    if (!mayAsk(reference.domain())) {
      throw RegistryException.of(
          reference.domain() + " is not asked for " + reference + ": SLIPWAY_OFFLINE is set",
          "unset SLIPWAY_OFFLINE");
    }
  }

  private StoreEvents events() {
    return new StoreEvents(locations.root());
  }

  ImageStore openStore() throws IOException {
    return ImageStore.open(locations.root());
  }

  /// The same registries with connections and tokens of their own, for one use that closes them.
  public Registries apart() {
    return new Registries(locations, settings, hosts, offline, sessions);
  }

  /// A session for several calls, which ends with these registries.
  public synchronized RegistrySession session(TransferListener listener) {
    if (own == null) {
      own = RegistrySession.open(settings, TransferListener.NONE);
      sessions.add(own);
    }
    return own.telling(listener);
  }

  /// Ends the connections that are open here.
  @Override
  public synchronized void close() {
    if (own != null) {
      sessions.end(own);
      own = null;
    }
  }

  /// Brings an image into the store, under the name that it was pulled by: downloaded and verified,
  /// nothing unpacked.
  ///
  /// @param platform null for this machine's
  public PulledImage pull(
      ImageReference reference, @Nullable Platform platform, TransferListener listener)
      throws IOException, InterruptedException {
    require(reference);
    try (ImageStore store = ImageStore.open(locations.root());
        Registries use = apart()) {
      PulledImage pulled = pull(store, reference, platform, use.session(listener));
      events().transfer("pull", reference);
      return pulled;
    }
  }

  /// As [#pull], into a store that is open.
  static PulledImage pull(
      ImageStore store,
      ImageReference reference,
      @Nullable Platform platform,
      RegistrySession session)
      throws IOException, InterruptedException {
    return new ImagePull(session)
        .pull(store, reference, platform == null ? Platform.host() : platform, platform != null);
  }

  /// Pulls every tag of a repository.
  ///
  /// @param each is told of an image before the next is pulled
  public List<PulledImage> pullAll(
      ImageReference repository,
      @Nullable Platform platform,
      TransferListener listener,
      PulledImageListener each)
      throws IOException, InterruptedException {
    require(repository);
    List<PulledImage> pulled = new ArrayList<>();
    try (ImageStore store = ImageStore.open(locations.root());
        Registries use = apart()) {
      RegistrySession session = use.session(listener);
      for (String tag : session.client().tags(Repository.of(repository))) {
        PulledImage image = pull(store, repository.nameOnly().withTag(tag), platform, session);
        pulled.add(image);
        events().transfer("pull", image.reference());
        each.pulled(image);
      }
    }
    return pulled;
  }

  /// Is told of each image that was pulled.
  public interface PulledImageListener {
    void pulled(PulledImage image);
  }

  /// What a reference leads to, without fetching layers.
  ///
  /// @param platform null for this machine's
  public ImagePull.Found resolve(ImageReference reference, @Nullable Platform platform)
      throws InterruptedException {
    require(reference);
    try (Registries use = apart()) {
      return new ImagePull(use.session(TransferListener.NONE))
          .find(reference, platform == null ? Platform.host() : platform, platform != null);
    }
  }

  /// Pushes an image of the store by its name; layers are compressed on the way.
  ///
  /// @param platform of an image of several platforms the one; null for all that are here
  public PushedImage push(
      ImageReference reference, @Nullable Platform platform, TransferListener listener)
      throws IOException, InterruptedException {
    require(reference);
    try (ImageStore store = ImageStore.open(locations.root());
        Registries use = apart()) {
      PushedImage pushed = push(store, reference, platform, use.session(listener));
      events().transfer("push", reference);
      return pushed;
    }
  }

  private static PushedImage push(
      ImageStore store,
      ImageReference reference,
      @Nullable Platform platform,
      RegistrySession session)
      throws IOException, InterruptedException {
    ImageReference name = reference.withDefaultTag();
    var push = ImagePush.quick(session, store);
    Image image =
        store
            .images()
            .find(name.full(), platform == null ? Platform.host() : platform)
            .orElseThrow(() -> notHere(name));
    if (platform != null) {
      requirePlatform(image, name, platform);
      return push.push(image, name);
    }
    NamedImage entry = store.images().findEntry(name.full()).orElseThrow(() -> notHere(name));
    return MediaTypes.isIndex(entry.descriptor().mediaType())
        ? push.pushIndex(entry, name)
        : push.push(image, name);
  }

  private static void requirePlatform(Image image, ImageReference name, Platform platform) {
    if (!image.config().platform().runsOn(platform)) {
      throw new ImageException(
          "image " + name.familiar() + " is not here for " + platform,
          "what is here is for " + image.config().platform() + ": leave --platform out");
    }
  }

  /// Pushes every tag of a repository that the store has.
  ///
  /// @param each is told of an image before the next is pushed
  public List<PushedImage> pushAll(
      ImageReference repository, TransferListener listener, PushedImageListener each)
      throws IOException, InterruptedException {
    require(repository);
    List<PushedImage> pushed = new ArrayList<>();
    try (ImageStore store = ImageStore.open(locations.root());
        Registries use = apart()) {
      RegistrySession session = use.session(listener);
      for (NamedImage entry : store.names().list()) {
        ImageReference name = entry.referenceOrNull();
        if (name != null && name.isSameRepository(repository) && name.tag().isPresent()) {
          PushedImage image = push(store, name, null, session);
          pushed.add(image);
          events().transfer("push", name);
          each.pushed(image);
        }
      }
    }
    if (pushed.isEmpty()) {
      throw notHere(repository);
    }
    return pushed;
  }

  /// Is told of each image that was pushed.
  public interface PushedImageListener {
    void pushed(PushedImage image);
  }

  private static ImageException notHere(ImageReference reference) {
    return new ImageException(
        "An image does not exist locally with the tag: " + reference.familiarName(),
        "slipway images lists what is here; slipway tag gives an image another name");
  }
}
