package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.StageLookup;
import dev.slipway.dockerfile.Variables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/// The stages that a stage needs: what it begins from, copies from and fills caches from.
final class NeededStages {
  private final StageLookup lookup;
  private final Variables globals;
  private final TreeMap<Integer, Stage> needed = new TreeMap<>();

  private NeededStages(Dockerfile file, Variables globals) {
    this.lookup = new StageLookup(file.stages());
    this.globals = globals;
  }

  /// Those of `target` and itself, in the order of the file.
  static List<Stage> of(Dockerfile file, Stage target, Variables globals) {
    var stages = new NeededStages(file, globals);
    var open = new ArrayDeque<Stage>(List.of(target));
    while (!open.isEmpty()) { // A file may have more stages than the stack has room.
      stages.add(open.pop(), open);
    }
    return List.copyOf(stages.needed.values());
  }

  private void add(Stage stage, Deque<Stage> open) {
    if (needed.putIfAbsent(stage.index(), stage) != null) {
      return;
    }
    for (String name : names(stage)) {
      lookup.before(stage.index(), name).ifPresent(open::push);
    }
  }

  private List<String> names(Stage stage) {
    var names = new ArrayList<String>();
    names.add(stage.from().image().expand(globals));
    for (Instruction instruction : stage.instructions()) {
      if (instruction instanceof Copy copy && copy.from() != null) {
        names.add(copy.from().text());
      }
      if (instruction instanceof Run run) {
        run.mountFlags().stream()
            .flatMap(mount -> mount.options().stream())
            .filter(option -> option.key().equals("from") && option.value() != null)
            .map(MountFlag.Option::value)
            .forEach(from -> names.add(from.text()));
      }
    }
    return names;
  }
}
