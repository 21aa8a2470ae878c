package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Copy;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.Run;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds what Docker refuses in stages that the target does not need as well: files from a stage
/// that has no number, or that needs the stage itself.
final class UnneededStages {
  private final StageSources sources;

  UnneededStages(StageSources sources) {
    this.sources = sources;
  }

  /// @throws DockerfileException with the first such mistake
  void check(Stage stage) {
    for (Word from : froms(stage, true)) {
      sources
          .anywhere(from)
          .filter(needed -> needs(needed, stage, new HashSet<>()))
          .ifPresent(_ -> {
            throw StageSources.circular(stage, from);
          });
    }
  }

  private boolean needs(Stage stage, Stage sought, Set<Integer> seen) {
    if (stage.index() == sought.index()) {
      return true;
    }
    if (!seen.add(stage.index())) {
      return false;
    }
    for (Word from : froms(stage, false)) {
      if (sources.anywhere(from).filter(each -> needs(each, sought, seen)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// @param numbers whether numbers are told that no stage has
  private List<Word> froms(Stage stage, boolean numbers) {
    var froms = new ArrayList<Word>();
    for (Instruction instruction : stage.instructions()) {
      if (instruction instanceof Copy copy
          && copy.from() != null
          && (numbers || exists(copy.from()))) {
        froms.add(copy.from());
      }
      if (instruction instanceof Run run) {
        for (MountFlag mount : run.mountFlags()) {
          for (MountFlag.Option option : mount.options()) {
            Template value = option.key().equals("from") ? option.value() : null;
            if (value != null && exists(new Word(value.text(), value.span()))) {
              froms.add(new Word(value.text(), value.span()));
            }
          }
        }
      }
    }
    return froms;
  }

  private boolean exists(Word from) {
    try {
      return sources.anywhere(from).isPresent();
    } catch (DockerfileException noNumber) {
      return false;
    }
  }
}
