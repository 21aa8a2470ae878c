package dev.slipway.builder.lock;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.LockUse;
import dev.slipway.builder.lock.DockerfileLock.LockedImage;
import dev.slipway.builder.solve.Remotes;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What names and addresses stand for in one build, noted down or compared with the lock file. Any
/// thread may tell it.
public final class LockSession implements Remotes.Witness {
  private final LockUse use;
  private final Path file;
  private final DockerfileLock locked;
  private final SortedMap<String, SortedMap<String, LockedImage>> images = new TreeMap<>();
  private final SortedMap<String, String> downloads = new TreeMap<>();
  private final SortedMap<String, String> repositories = new TreeMap<>();

  private LockSession(LockUse use, Path file, DockerfileLock locked) {
    this.use = use;
    this.file = file;
    this.locked = locked;
  }

  /// @param file where the lock is, or will be
  /// @throws BuildException there is no lock where one must be obeyed
  public static LockSession of(LockUse use, Path file) throws IOException {
    if (use == LockUse.NONE) {
      return new LockSession(use, file, DockerfileLock.EMPTY);
    }
    try {
      String text = Files.readString(file);
      return new LockSession(use, file, DockerfileLock.parse(text, name(file)));
    } catch (NoSuchFileException missing) {
      if (use == LockUse.ENFORCE) {
        throw BuildException.of(
                "--locked: there is no " + file, "write it: slipway build --lock, or slipway lock")
            .causedBy(missing);
      }
      return new LockSession(use, file, DockerfileLock.EMPTY);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// @param name in full
  public synchronized void image(String name, Image image) {
    String platform = image.config().platform().format();
    var now = new LockedImage(image.manifest().digest(), image.id());
    images.computeIfAbsent(name, _ -> new TreeMap<>()).put(platform, now);
    if (use == LockUse.ENFORCE) {
      LockedImage before = locked.images().getOrDefault(name, new TreeMap<>()).get(platform);
      if (before == null) {
        throw unknown("the image " + name + " for " + platform);
      }
      if (!before.id().equals(now.id()) && !before.manifest().equals(now.manifest())) {
        throw changed(
            "the image " + name + " for " + platform,
            "image ID " + before.id(),
            "image ID " + now.id());
      }
    }
  }

  @Override
  public void download(String address, String checksum) {
    note(downloads, locked.downloads(), address, checksum);
  }

  @Override
  public void repository(String address, String commit) {
    note(repositories, locked.repositories(), address, commit);
  }

  private synchronized void note(
      SortedMap<String, String> noted, Map<String, String> known, String address, String now) {
    noted.put(address, now);
    if (use == LockUse.ENFORCE) {
      @Nullable String before = known.get(address);
      if (before == null) {
        throw unknown(address);
      }
      if (!before.equals(now)) {
        throw changed(address, before, now);
      }
    }
  }

  private BuildException unknown(String what) {
    return BuildException.of(
        "--locked: " + name(file) + " says nothing about " + what,
        "if it is wanted, write it down: slipway lock --update PATH");
  }

  private BuildException changed(String what, String before, String now) {
    return BuildException.of(
        "--locked: " + what + " is not what " + name(file) + " says: " + before + " -> " + now,
        "if the change is wanted, write it down: slipway lock --update PATH");
  }

  /// What was told.
  public synchronized DockerfileLock found() {
    return new DockerfileLock(images, downloads, repositories);
  }

  /// What the file said before.
  public DockerfileLock before() {
    return locked;
  }

  /// Writes what was told beside what is known of other targets, where that is what the build does.
  public void save() throws IOException {
    if (use == LockUse.WRITE) {
      write(locked.with(found()));
    }
  }

  /// Writes the file; one that says the same is left alone.
  public void write(DockerfileLock lock) throws IOException {
    String text = lock.text();
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return;
    }
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
