package dev.slipway.runtime.run;

import dev.slipway.linux.Signals;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The containers of one store, as files: `ID/container.json` and `ID/run.json`.
public final class ContainerRecords {
  private static final String NAMES = "names";

  /// The digits of an ID that its volatile directory is named by.
  private static final int VOLATILE_NAME = 16;

  private final Path directory;
  private final Path volatileDirectory;

  /// @param directory `ROOT/containers`
  /// @param volatileDirectory of this store, below `/run`
  public ContainerRecords(Path directory, Path volatileDirectory) {
    this.directory = directory;
    this.volatileDirectory = volatileDirectory;
  }

  ContainerFiles files(ContainerId id) {
    return new ContainerFiles(
        id,
        directory.resolve(id.hex()),
        volatileDirectories().resolve(id.hex().substring(0, VOLATILE_NAME)));
  }

  /// Where the volatile directory of each container is.
  Path volatileDirectories() {
    return volatileDirectory.resolve("c");
  }

  /// Writes the record of a container that has just got its name, or gives the name back.
  void writeOrRelease(ContainerId id, String name, Function<String, ContainerRecord> record)
      throws IOException {
    boolean done = false;
    try {
      write(record.apply(name));
      done = true;
    } finally {
      if (!done) {
        names().release(name, id);
      }
    }
  }

  ContainerNames names() {
    return new ContainerNames(this, directory.resolve(NAMES));
  }

  /// What happened to them.
  public EventLog events() {
    return new EventLog(directory.resolveSibling("events.jsonl"));
  }

  /// Notes a signal of a user's: one that ends a container by their will keeps it from being
  /// restarted.
  void noteSignal(ContainerId id, int signal) throws IOException {
    Optional<ContainerRecord> record = read(id);
    if (record.isPresent()) {
      if (signal == Signals.SIGKILL || signal == Signals.SIGTERM) {
        Restarts.stoppedByUser(files(id));
      }
      events().append(record.get(), "kill", Map.of("signal", Integer.toString(signal)));
    }
  }

  StartMarkers markers() {
    return new StartMarkers(directory.resolve("starting"));
  }

  void write(ContainerRecord record) throws IOException {
    RecordFile.write(files(record.containerId()).record(), record, ContainerRecordJson::write);
  }

  Optional<ContainerRecord> read(ContainerId id) throws IOException {
    return Optional.ofNullable(RecordFile.read(files(id).record(), ContainerRecordJson::read));
  }

  /// Gives the container another name in its record; that the name is its own is the caller's care.
  void rename(ContainerId id, String newName) throws IOException {
    ContainerRecord renamed =
        RecordFile.read(
            files(id).record(), reader -> ContainerRecordJson.readRenamed(reader, newName));
    if (renamed == null) {
      throw missing(id.hex());
    }
    write(renamed);
  }

  /// Gives the container other settings.
  void update(ContainerId id, Settings changed) throws IOException {
    ContainerRecord updated =
        RecordFile.read(
            files(id).record(), reader -> ContainerRecordJson.readUpdated(reader, changed));
    if (updated == null) {
      throw missing(id.hex());
    }
    write(updated);
  }

  @Nullable RunRecord readRun(ContainerId id) throws IOException {
    return RecordFile.read(files(id).run(), RunRecordJson::read);
  }

  void writeRun(ContainerId id, RunRecord run) throws IOException {
    RecordFile.write(files(id).run(), run, RunRecordJson::write);
  }

  /// Every container that can be read, the newest first.
  ///
  /// @param damaged is told of those that cannot
  public List<Container> list(Consumer<DamagedContainer> damaged) throws IOException {
    List<Container> containers = new ArrayList<>();
    StateReader states = StateReader.ofHost();
    for (ContainerId id : ids("")) {
      try {
        load(id, states).ifPresent(containers::add);
      } catch (DamagedRecordException unreadable) {
        damaged.accept(unreadable.of(id));
      }
    }
    containers.sort((one, other) -> other.record().created().compareTo(one.record().created()));
    return containers;
  }

  private Optional<Container> load(ContainerId id, StateReader states) throws IOException {
    ContainerFiles files = files(id);
    ContainerRecord record = RecordFile.read(files.record(), ContainerRecordJson::read);
    if (record == null) {
      return Optional.empty(); // Being created or removed.
    }
    if (!record.id().equals(id.hex())) {
      throw new DamagedRecordException(files.record(), "it does not name its container");
    }
    RunRecord run = RecordFile.read(files.run(), RunRecordJson::read);
    ContainerState state = states.read(files, record, run);
    boolean checked =
        record.settings().has(Setting.HEALTH_CMD) && state instanceof ContainerState.Running;
    Health health = checked ? RecordFile.read(files.health(), Health::read) : null;
    return Optional.of(new Container(record, run, state, health));
  }

  /// The container that `word` means: its ID, its name, or the beginning of its ID that no other
  /// shares.
  ///
  /// @throws ContainerException there is none, there are several, or its record is damaged
  public Container find(String word) throws IOException {
    return lookUp(word).orElseThrow(() -> missing(word));
  }

  /// As [#find]; empty where there is none.
  public Optional<Container> lookUp(String word) throws IOException {
    Optional<ContainerId> id = locate(word);
    return id.isPresent() ? find(id.get()) : Optional.empty();
  }

  /// Which container `word` means, whether or not its records can be read.
  ///
  /// @throws ContainerException there are several
  public Optional<ContainerId> locate(String word) throws IOException {
    ContainerId id = ContainerId.isId(word) ? new ContainerId(word) : null;
    if (id == null) {
      id = names().holder(word);
    }
    if (id == null && ContainerId.isPrefix(word)) {
      id = onlyOne(word);
    }
    return id != null && Files.exists(files(id).directory()) ? Optional.of(id) : Optional.empty();
  }

  /// The container as it is now; empty where it has been removed.
  ///
  /// @throws ContainerException its record is damaged
  Optional<Container> find(ContainerId id) throws IOException {
    try {
      return load(id, StateReader.ofHost());
    } catch (DamagedRecordException unreadable) {
      throw unreadable.of(id).refusal();
    }
  }

  /// What is wrong with the records of a container that nobody is creating.
  Optional<DamagedContainer> damage(ContainerId id) throws IOException {
    try {
      Path record = files(id).record();
      return load(id, StateReader.ofHost()).isEmpty() && Files.exists(record.getParent())
          ? Optional.of(new DamagedContainer(id, record, "no such file"))
          : Optional.empty();
    } catch (DamagedRecordException unreadable) {
      return Optional.of(unreadable.of(id));
    }
  }

  private @Nullable ContainerId onlyOne(String prefix) throws IOException {
    List<ContainerId> matching = ids(prefix);
    if (matching.size() > 1) {
      throw new ContainerException(
          "multiple IDs found with provided prefix: " + prefix,
          "give more digits, or the container's name");
    }
    return matching.isEmpty() ? null : matching.getFirst();
  }

  public static ContainerException missing(String word) {
    return new ContainerException(
        "No such container: " + word, "slipway ps -a lists those that exist");
  }

  private List<ContainerId> ids(String prefix) throws IOException {
    List<ContainerId> ids = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(prefix) && ContainerId.isId(name)) {
          ids.add(new ContainerId(name));
        }
      }
    } catch (NoSuchFileException none) {
      return ids;
    }
    return ids;
  }
}
