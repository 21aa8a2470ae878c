package dev.slipway.runtime.run;

import dev.slipway.image.store.Lock;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names of one store's containers: `names/NAME` holds the ID of who has the name.
final class ContainerNames {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
  private static final int TRIES = 100;

  private final ContainerRecords records;
  private final Path directory;

  /// @param directory `ROOT/containers/names`
  ContainerNames(ContainerRecords records, Path directory) {
    this.records = records;
    this.directory = directory;
  }

  /// Who has a name; null: nobody, or it is no name.
  @Nullable ContainerId holder(String word) throws IOException {
    String name = word.startsWith("/") ? word.substring(1) : word;
    return NAME.matcher(name).matches() ? readHolder(directory.resolve(name)) : null;
  }

  /// Takes a name for `id`: `wanted`, or a generated one.
  ///
  /// @throws ContainerException the name is taken or malformed, in Docker's words
  String reserve(
      @Nullable String wanted, ContainerId id, RandomGenerator random, ContainerLocks locks)
      throws IOException {
    if (wanted != null) {
      String name = checkName(wanted);
      if (!tryReserve(name, id, locks)) {
        throw nameTaken(name);
      }
      return name;
    }
    for (int failed = 0; failed < TRIES; failed++) {
      String name = GeneratedNames.next(random, failed);
      if (tryReserve(name, id, locks)) {
        return name;
      }
    }
    throw new ContainerException("no free name was found", "choose one with --name");
  }

  private static String checkName(String wanted) {
    String name = wanted.startsWith("/") ? wanted.substring(1) : wanted;
    if (!NAME.matcher(name).matches()) {
      throw new ContainerException(
          "Invalid container name (" + wanted + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
          "choose two or more of these characters");
    }
    return name;
  }

  /// One process alone succeeds: the file appears complete under its name, or not at all.
  private boolean tryReserve(String name, ContainerId id, ContainerLocks locks) throws IOException {
    Path names = Files.createDirectories(directory);
    Path mine = names.resolve("." + id.hex());
    Files.writeString(mine, id.hex(), StandardOpenOption.CREATE);
    try {
      for (int attempt = 0; attempt < 2; attempt++) {
        try {
          Files.createLink(names.resolve(name), mine);
          return true;
        } catch (FileAlreadyExistsException taken) {
          if (!dropIfAbandoned(names.resolve(name), locks)) {
            return false;
          }
        }
      }
      return false;
    } finally {
      Files.deleteIfExists(mine);
    }
  }

  /// Frees a name whose container is no more, or never came to be, because a process was killed.
  /// Whoever moves the file away is the one that drops it.
  private boolean dropIfAbandoned(Path name, ContainerLocks locks) throws IOException {
    ContainerId holder = readHolder(name);
    if (holder == null) {
      dropDamaged(name);
      return true;
    }
    if (Files.exists(records.files(holder).record())) {
      return false;
    }
    Optional<Lock> creator = locks.tryChange(holder);
    if (creator.isEmpty()) {
      return false; // It is being created.
    }
    try (Lock _ = creator.get()) {
      if (Files.exists(records.files(holder).record())) {
        return false;
      }
      Path away = name.resolveSibling("." + holder.hex() + ".abandoned");
      Files.move(name, away, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(away);
      FileTreeRemoval.remove(records.files(holder).directory());
      locks.forget(holder);
    } catch (NoSuchFileException somebodyElse) {
      // Dropped meanwhile.
    }
    return true;
  }

  /// A crash of the machine may leave a name without content. Whoever moves it away looks again.
  private static void dropDamaged(Path name) throws IOException {
    Path away = name.resolveSibling("." + name.getFileName() + ".damaged");
    try {
      Files.move(name, away, StandardCopyOption.ATOMIC_MOVE);
      if (readHolder(away) != null) {
        Files.createLink(name, away); // Taken meanwhile.
      }
      Files.deleteIfExists(away);
    } catch (NoSuchFileException free) {
      // Nothing is there, which is as good.
    }
  }

  private ContainerException nameTaken(String name) throws IOException {
    ContainerId holder = readHolder(directory.resolve(name));
    return new ContainerException(
        "Conflict. The container name \"/"
            + name
            + "\" is already in use by container \""
            + (holder == null ? "" : holder.hex())
            + "\". You have to remove (or rename) that container to be able to reuse that name.",
        "slipway rm -f " + name + " removes it");
  }

  private static @Nullable ContainerId readHolder(Path name) throws IOException {
    try {
      String text = Files.readString(name, StandardCharsets.US_ASCII).strip();
      return ContainerId.isId(text) ? new ContainerId(text) : null;
    } catch (NoSuchFileException | NotDirectoryException free) {
      return null;
    }
  }

  /// Gives a name back, if `id` is the one that has it.
  void release(String name, ContainerId id) throws IOException {
    Path file = directory.resolve(name);
    if (id.equals(readHolder(file))) {
      Files.deleteIfExists(file);
    }
  }

  /// Gives back every name that `id` has.
  void releaseAll(ContainerId id) throws IOException {
    try (var names = Files.newDirectoryStream(directory)) {
      for (Path name : names) {
        if (id.equals(readHolder(name))) {
          Files.deleteIfExists(name);
        }
      }
    } catch (NoSuchFileException none) {
      // Nobody has a name.
    }
  }
}
