package dev.slipway.builder.explain;

import dev.slipway.builder.cache.KeptFiles;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.SmallFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The steps of the last build of one Dockerfile, context and target, `earlier/HEX`: a line for
/// each. Written anew by each build; of steps that a failed build did not come to, the lines stay.
public final class EarlierBuild {
  private static final int MOST = 500;

  private final ImageStore store;
  private final Path file;
  private @Nullable List<EarlierStep> steps;

  private EarlierBuild(ImageStore store, Path file) {
    this.store = store;
    this.file = file;
  }

  /// @param identity what tells builds apart that are not to be compared: context, Dockerfile,
  ///   target, platform
  public static EarlierBuild of(ImageStore store, String identity) throws IOException {
    String name = Digest.sha256(identity.getBytes(StandardCharsets.UTF_8)).hex();
    return new EarlierBuild(store, store.area("earlier").resolve(name));
  }

  synchronized List<EarlierStep> steps() throws IOException {
    if (steps == null) {
      steps = read();
    }
    return steps;
  }

  private List<EarlierStep> read() throws IOException {
    var read = new ArrayList<EarlierStep>();
    try {
      for (String line : Files.readString(file).split("\n")) {
        EarlierStep step = EarlierStep.parse(line);
        if (step != null) {
          read.add(step);
        }
      }
    } catch (NoSuchFileException none) {
      // The first build.
    } catch (CharacterCodingException damaged) {
      return List.of(); // It only explains.
    }
    return List.copyOf(read);
  }

  /// Whether each line is one.
  public static boolean isWhole(Path file) throws IOException {
    try {
      for (String line : Files.readAllLines(file)) {
        if (EarlierStep.parse(line) == null) {
          return false;
        }
      }
      return true;
    } catch (CharacterCodingException damaged) {
      return false;
    }
  }

  /// @param slots of all steps of the plan, by title
  /// @param keys of the steps that the build came to, by title
  void replace(Map<String, StepSlot> slots, Map<String, String> keys) throws IOException {
    Map<String, EarlierStep> before = new HashMap<>();
    if (keys.size() < slots.size()) {
      steps().forEach(step -> before.put(step.slot(), step));
    }
    var lines = new StringBuilder();
    for (Map.Entry<String, StepSlot> each : slots.entrySet()) {
      StepSlot slot = each.getValue();
      String key = keys.get(each.getKey());
      if (key != null) {
        lines.append(new EarlierStep(slot.slot(), slot.place(), key, each.getKey()).line());
      } else if (before.get(slot.slot()) != null) {
        lines.append(before.get(slot.slot()).line());
      }
    }
    if (isThere(lines.toString())) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
      return;
    }
    Path unfinished = store.temporary("earlier");
    Files.writeString(unfinished, lines);
    boolean first = !Files.exists(file);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    if (first) {
      KeptFiles.dropOldest(Objects.requireNonNull(file.getParent()), MOST, Long.MAX_VALUE);
    }
  }

  /// Mostly nothing has changed, and to read a file costs less than to replace it.
  private boolean isThere(String lines) throws IOException {
    return Arrays.equals(SmallFile.readIfThere(file), lines.getBytes(StandardCharsets.UTF_8));
  }

  /// The step at a slot; null where there was none.
  @Nullable EarlierStep at(StepSlot slot) throws IOException {
    for (EarlierStep step : steps()) {
      if (step.slot().equals(slot.slot())) {
        return step;
      }
    }
    return null;
  }

  /// A step that stood at the same place, and whose own text is nowhere now.
  @Nullable EarlierStep inPlaceOf(StepSlot slot, Collection<StepSlot> present) throws IOException {
    for (EarlierStep step : steps()) {
      if (step.place().equals(slot.place())
          && present.stream().noneMatch(each -> each.slot().equals(step.slot()))) {
        return step;
      }
    }
    return null;
  }
}
