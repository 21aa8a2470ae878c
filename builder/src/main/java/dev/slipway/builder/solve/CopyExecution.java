package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.copy.Archives;
import dev.slipway.builder.copy.CopyLayer;
import dev.slipway.builder.copy.CopyTarget;
import dev.slipway.builder.copy.LayeredFiles;
import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepInputs;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.UserDatabase;
import dev.slipway.image.store.LayerWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the layers of `COPY`, `ADD` and `WORKDIR`.
///
/// A source whose files are known by their fingerprints is not read, and its destination is not
/// looked at, where the step's result is known. Where much of it is new, its tar is written while
/// it is read for the first time, and dropped if the result is known after all.
final class CopyExecution {
  /// So much is read twice rather than written for nothing.
  private static final long READ_FIRST = 16 << 20;

  private final BuildParts parts;
  private final KnownSteps known;
  private final LayerFiles files;
  private final ContextFiles context;

  CopyExecution(BuildParts parts, KnownSteps known, LayerFiles files, ContextFiles context) {
    this.parts = parts;
    this.known = known;
    this.files = files;
    this.context = context;
  }

  StepResult directory(Progress.Entry entry, Step.MakeDirectory step, StepResult parent)
      throws IOException, InterruptedException {
    return known.get(
        entry, parent, StepInputs.of(step, parent.key()), () -> makeDirectory(step, parent));
  }

  private ResultLayer makeDirectory(Step.MakeDirectory step, StepResult parent) throws IOException {
    FileTree base = files.tree(parent.layers());
    try (LayerWriter writer = parts.store().layers().create()) {
      LayerIndex index =
          CopyLayer.writeDirectory(
              base, step.path(), Owners.ofDirectory(base, step.user()), writer);
      return ResultLayer.Stored.of(writer.commit(index));
    }
  }

  StepResult copy(
      Progress.Entry entry, Step.Copy step, StepResult parent, @Nullable StepResult from)
      throws IOException, InterruptedException {
    if (from != null) {
      return copyFiles(entry, step, parent, from);
    }
    CopyLayer layer = CopyLayer.of(context.get(), step.sources());
    if (layer.unreadBytes() <= READ_FIRST) {
      return known.get(
          entry,
          parent,
          StepInputs.of(step, parent.key(), layer.content()),
          () -> write(layer, step, parent));
    }
    return writeWhileReading(entry, layer, step, parent);
  }

  private StepResult writeWhileReading(
      Progress.Entry entry, CopyLayer layer, Step.Copy step, StepResult parent)
      throws IOException, InterruptedException {
    entry.started();
    try (LayerWriter writer = parts.store().layers().create()) {
      LayerIndex index = layer.write(target(step, parent), writer);
      return known.get(
          entry,
          parent,
          StepInputs.of(step, parent.key(), layer.content()),
          () -> ResultLayer.Stored.of(writer.commit(index)));
    }
  }

  private ResultLayer write(CopyLayer layer, Step.Copy step, StepResult parent) throws IOException {
    try (LayerWriter writer = parts.store().layers().create()) {
      LayerIndex index = layer.write(target(step, parent), writer);
      return ResultLayer.Stored.of(writer.commit(index));
    }
  }

  private CopyTarget target(Step.Copy step, StepResult parent) throws IOException {
    FileTree base = files.tree(parent.layers());
    UserDatabase.Owner owner = step.chown() == null ? null : Owners.ofFile(base, step.chown());
    Archives archives =
        step.unpack() ? new Archives(() -> parts.store().temporary("archive")) : null;
    return new CopyTarget(base, step.destination(), owner, step.chmod(), archives);
  }

  /// The content of what a stage ends with is remembered by the layers it ends with.
  private StepResult copyFiles(
      Progress.Entry entry, Step.Copy step, StepResult parent, StepResult from)
      throws IOException, InterruptedException {
    Map<String, String> source = contentInputs(step, from);
    Optional<Digest> remembered = parts.steps().findContent(StepKey.of(source));
    if (remembered.isPresent()) {
      return known.get(
          entry,
          parent,
          StepInputs.of(step, parent.key(), remembered.get()),
          () -> write(CopyLayer.of(files(from), step.sources()), step, parent));
    }
    CopyLayer layer = CopyLayer.of(files(from), step.sources());
    Digest content = layer.content();
    parts.steps().putContent(StepKey.of(source), source, content);
    return known.get(
        entry,
        parent,
        StepInputs.of(step, parent.key(), content),
        () -> write(layer, step, parent));
  }

  private SourceFiles files(StepResult from) throws IOException {
    return new LayeredFiles(files.tree(from.layers()));
  }

  private static Map<String, String> contentInputs(Step.Copy step, StepResult from) {
    var inputs = new LinkedHashMap<String, String>();
    inputs.put("step", "content");
    List<String> layers = from.layers().stream().map(ResultLayer::identity).toList();
    inputs.put("layers", String.join(" ", layers));
    for (int i = 0; i < step.sources().size(); i++) {
      inputs.put("source " + i, step.sources().get(i));
    }
    return inputs;
  }
}
