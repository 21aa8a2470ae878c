package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds what Docker refuses in stages that the target does not need as well: files from a stage
/// that has no number, and stages that need each other.
///
/// Each stage is looked at once, without recursion: a file may have any number of them.
final class UnneededStages {
  private final StageSources sources;
  private final TreeMap<Integer, List<Need>> needs = new TreeMap<>();
  private final List<Diagnostic> mistakes = new ArrayList<>();

  /// That a stage reads files of another.
  private record Need(Stage stage, Word from, Stage target) {}

  private UnneededStages(StageSources sources) {
    this.sources = sources;
  }

  /// What is wrong with them; of circles the first.
  static List<Diagnostic> mistakes(List<Stage> unneeded, StageSources sources) {
    var stages = new UnneededStages(sources);
    unneeded.forEach(stages::read);
    stages.findCircle();
    return stages.mistakes;
  }

  private void read(Stage stage) {
    var own = new ArrayList<Need>();
    for (Instruction instruction : stage.instructions()) {
      if (instruction instanceof Copy copy && copy.from() != null) {
        try {
          add(own, stage, copy.from());
        } catch (DockerfileException mistake) {
          mistakes.addAll(mistake.diagnostics());
        }
      }
      if (instruction instanceof Run run) {
        run.mountFlags().forEach(mount -> addMount(own, stage, mount));
      }
    }
    needs.put(stage.index(), own);
  }

  private void add(List<Need> own, Stage stage, Word from) {
    sources.anywhere(from).ifPresent(target -> own.add(new Need(stage, from, target)));
  }

  private void addMount(List<Need> own, Stage stage, MountFlag mount) {
    for (MountFlag.Option option : mount.options()) {
      Template from = option.key().equals("from") ? option.value() : null;
      if (from != null && !from.text().matches("[0-9]+")) {
        add(own, stage, new Word(from.text(), from.span()));
      }
    }
  }

  private void findCircle() {
    Set<Integer> done = new HashSet<>();
    for (int start : needs.keySet()) {
      Need circle = circle(start, done);
      if (circle != null) {
        mistakes.addAll(StageSources.circular(circle.stage(), circle.from()).diagnostics());
        return;
      }
    }
  }

  /// The need that leads back to a stage on the way to it; null where none does.
  private @Nullable Need circle(int start, Set<Integer> done) {
    Set<Integer> way = new HashSet<>();
    Deque<Integer> path = new ArrayDeque<>();
    Deque<Iterator<Need>> open = new ArrayDeque<>();
    enter(start, done, way, path, open);
    while (!open.isEmpty()) {
      if (!open.element().hasNext()) {
        open.pop();
        way.remove(path.pop());
        continue;
      }
      Need need = open.element().next();
      if (way.contains(need.target().index())) {
        return need;
      }
      enter(need.target().index(), done, way, path, open);
    }
    return null;
  }

  private void enter(
      int stage,
      Set<Integer> done,
      Set<Integer> way,
      Deque<Integer> path,
      Deque<Iterator<Need>> open) {
    List<Need> own = needs.get(stage);
    if (own != null && done.add(stage)) {
      way.add(stage);
      path.push(stage);
      open.push(own.iterator());
    }
  }
}
