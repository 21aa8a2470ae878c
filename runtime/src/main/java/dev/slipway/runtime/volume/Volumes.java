package dev.slipway.runtime.volume;

import dev.slipway.image.store.Lock;
import dev.slipway.image.store.Locks;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The volumes of one store: `NAME/volume.json` and `NAME/_data`.
public final class Volumes {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
  private static final String DATA = "_data";
  private static final int ANONYMOUS_BYTES = 32;

  private final Path directory;
  private final Locks locks;
  private final Listener listener;

  /// Is told of volumes that come and go.
  public interface Listener {
    /// @param action `create` or `destroy`
    void happened(String action, String volume);
  }

  /// @param directory `ROOT/volumes`
  public Volumes(Path directory, Locks locks, Listener listener) {
    this.directory = directory;
    this.locks = locks;
    this.listener = listener;
  }

  /// Whether a word may be a volume's name.
  public static boolean isName(String word) {
    return NAME.matcher(word).matches();
  }

  /// A name for a volume that nobody named.
  public static String anonymousName(RandomGenerator random) {
    byte[] bytes = new byte[ANONYMOUS_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Who holds it decides whether the volume is there, or what is in it.
  public Lock lock(String name) throws IOException {
    return locks.exclusive("volume-" + name);
  }

  /// The volume of that name; one that is missing is made.
  ///
  /// @throws ContainerException the name is none, or the options cannot be had
  public Volume create(String name, Map<String, String> labels, Map<String, String> options)
      throws IOException {
    if (!isName(name)) {
      throw new ContainerException(
          "create "
              + name
              + ": \""
              + name
              + "\" includes invalid characters for a local volume"
              + " name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a"
              + " host directory, use absolute path",
          "choose another name",
          1,
          null);
    }
    VolumeOptions.check(options);
    try (Lock _ = lock(name)) {
      Optional<Volume> there = find(name);
      if (there.isPresent()) {
        return there.get();
      }
      Path own = directory.resolve(name);
      Files.createDirectories(own.resolve(DATA));
      var volume = new Volume(name, Instant.now(), labels, options, own.resolve(DATA));
      VolumeFile.write(own, volume);
      listener.happened("create", name);
      return volume;
    }
  }

  public Optional<Volume> find(String name) throws IOException {
    if (!isName(name)) {
      return Optional.empty();
    }
    Path own = directory.resolve(name);
    return Files.isDirectory(own.resolve(DATA))
        ? Optional.of(VolumeFile.read(own, own.resolve(DATA)))
        : Optional.empty();
  }

  /// All of them, by name.
  public List<Volume> list() throws IOException {
    List<Volume> volumes = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        find(entry.getFileName().toString()).ifPresent(volumes::add);
      }
    } catch (NoSuchFileException none) {
      return volumes;
    }
    volumes.sort(Comparator.comparing(Volume::name));
    return volumes;
  }

  /// Removes a volume with all that is in it. That nobody uses it is the caller's care, who holds
  /// its lock.
  public void remove(String name) throws IOException {
    Path own = directory.resolve(name);
    Files.deleteIfExists(own.resolve(VolumeFile.NAME));
    FileTreeRemoval.remove(own);
    locks.forget("volume-" + name);
    listener.happened("destroy", name);
  }
}
