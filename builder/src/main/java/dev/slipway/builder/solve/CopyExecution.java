package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.context.ContextLook;
import dev.slipway.builder.context.CopySight;
import dev.slipway.builder.copy.Archives;
import dev.slipway.builder.copy.CopyLayer;
import dev.slipway.builder.copy.CopySelector;
import dev.slipway.builder.copy.CopyTarget;
import dev.slipway.builder.copy.LayeredFiles;
import dev.slipway.builder.copy.ListedContent;
import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.builder.copy.WrittenLayer;
import dev.slipway.builder.explain.Explainer;
import dev.slipway.builder.graph.CopyOptions;
import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepInputs;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.layer.EarlierTar;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.UserDatabase;
import dev.slipway.image.store.LayerWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
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
  private final ContextSources contexts;
  private final Remotes remotes;
  private final Explainer explainer;
  private final Predicate<Step> kept;
  private final EditedCopies edits;
  private final RememberedCopies remembered;

  /// @param kept which steps' files will be needed here as a whole
  CopyExecution(
      BuildParts parts,
      KnownSteps known,
      LayerFiles files,
      ContextSources contexts,
      Explainer explainer,
      Predicate<Step> kept) {
    this.explainer = explainer;
    this.kept = kept;
    this.remotes = parts.remotes();
    this.parts = parts;
    this.known = known;
    this.files = files;
    this.contexts = contexts;
    this.edits = new EditedCopies(parts.store(), known, explainer);
    this.remembered = new RememberedCopies(parts.store(), parts.steps());
  }

  StepResult directory(Progress.Entry entry, Step.MakeDirectory step, StepResult parent)
      throws IOException, InterruptedException {
    return known.get(
        entry, parent, StepInputs.of(step, parent.key()), () -> makeDirectory(step, parent));
  }

  private ResultLayer makeDirectory(Step.MakeDirectory step, StepResult parent) throws IOException {
    FileTree base = files.below(parent.layers(), kept.test(step));
    try (LayerWriter writer = parts.store().layers().create()) {
      LayerIndex index =
          CopyLayer.writeDirectory(
              base, step.path(), Owners.ofDirectory(base, step.user()), writer);
      return ResultLayer.Stored.of(writer.commit(index));
    }
  }

  /// @param from what the step copies from; null is a context
  StepResult copy(
      Progress.Entry entry, Step.Copy step, StepResult parent, @Nullable StepResult from)
      throws IOException, InterruptedException {
    ContextFiles source =
        switch (step.from()) {
          case CopySource.Context() -> contexts.main();
          case CopySource.Directory(var path) -> contexts.named(path);
          case CopySource.Files _ -> () -> files(Objects.requireNonNull(from));
        };
    var sources = new CopySources(step, source, remotes);
    boolean identified = from != null || (sources.areRemote() && !sources.needFiles());
    StepResult result =
        identified
            ? copyIdentified(entry, step, parent, CopyIdentity.of(sources, from), sources)
            : copyFound(entry, step, parent, source, sources);
    if (!step.options().link()) {
      return result;
    }
    StepResult linked = linked(result, parent);
    explainer.standsFor(entry.title(), linked.key());
    return linked;
  }

  /// The layer is known by itself; what stands on it is not.
  private static StepResult linked(StepResult result, StepResult parent) {
    var inputs = new LinkedHashMap<String, String>();
    inputs.put("step", "link");
    inputs.put("parent", parent.key().hex());
    inputs.put("layer", result.key().hex());
    return result.withKey(StepKey.of(inputs));
  }

  private StepResult copyFound(
      Progress.Entry entry,
      Step.Copy step,
      StepResult parent,
      ContextFiles context,
      CopySources sources)
      throws IOException, InterruptedException {
    List<String> identities = sources.identities();
    CopySight sight = sources.needFiles() ? context.sight(identities) : null;
    Progress.Entry loading = sources.needFiles() ? context.loading() : null;
    if (loading != null) {
      entry.buildsOn(loading);
    }
    KnownSteps.Making whole = () -> write(entry, sources.layer(), step, parent);
    if (sight != null && sight.isUnchanged()) {
      return known.get(entry, parent, StepInputs.of(step, parent.key(), sight.content()), whole);
    }
    StepResult edited = sight == null ? null : edits.copy(entry, step, parent, sight, whole);
    if (edited != null) {
      return edited;
    }
    if (!sources.needFiles()) {
      return copyLayer(entry, step, parent, sources.layer(), null);
    }
    ContextLook look = context.look(identities);
    return copyLayer(entry, step, parent, sources.layer(look.files()), look);
  }

  private StepResult copyLayer(
      Progress.Entry entry,
      Step.Copy step,
      StepResult parent,
      CopyLayer layer,
      @Nullable ContextLook look)
      throws IOException, InterruptedException {
    if (layer.unreadBytes() > READ_FIRST) {
      return writeWhileReading(entry, layer, look, step, parent);
    }
    return result(entry, step, parent, found(layer, look), () -> write(entry, layer, step, parent));
  }

  private StepResult result(
      Progress.Entry entry,
      Step.Copy step,
      StepResult parent,
      RememberedCopies.Found found,
      KnownSteps.Making making)
      throws IOException, InterruptedException {
    Map<String, String> inputs = StepInputs.of(step, parent.key(), found.content().digest());
    StepResult result =
        known.get(entry, parent, inputs, () -> remembered.made(found, inputs, making.make()));
    remembered.recognize(found, parent, result, () -> target(step, parent));
    return result;
  }

  private RememberedCopies.Found found(CopyLayer layer, @Nullable ContextLook look)
      throws IOException {
    ListedContent content = layer.content();
    explainer.listed(content);
    if (look != null) {
      look.found(content.digest());
    }
    return new RememberedCopies.Found(look, layer, content);
  }

  private StepResult writeWhileReading(
      Progress.Entry entry,
      CopyLayer layer,
      @Nullable ContextLook look,
      Step.Copy step,
      StepResult parent)
      throws IOException, InterruptedException {
    entry.started();
    try (LayerWriter writer = parts.store().layers().create();
        EarlierTar earlier = earlier(entry, layer)) {
      WrittenLayer written = layer.write(target(step, parent), writer, earlier);
      return result(entry, step, parent, found(layer, look), () -> commit(layer, writer, written));
    }
  }

  private ResultLayer write(
      Progress.Entry entry, CopyLayer layer, Step.Copy step, StepResult parent) throws IOException {
    try (LayerWriter writer = parts.store().layers().create();
        EarlierTar earlier = earlier(entry, layer)) {
      return commit(layer, writer, layer.write(target(step, parent), writer, earlier));
    }
  }

  private static ResultLayer commit(CopyLayer layer, LayerWriter writer, WrittenLayer written)
      throws IOException {
    return ResultLayer.Stored.of(
        layer.isLarge()
            ? writer.commit(written.index(), written.sums())
            : writer.commit(written.index()));
  }

  /// What the same step of the last build wrote, which may have most of the layer already.
  private @Nullable EarlierTar earlier(Progress.Entry entry, CopyLayer layer) throws IOException {
    StepKey before = layer.isLarge() ? explainer.earlier(entry.title()) : null;
    Digest diffId = before == null ? null : parts.steps().layer(before);
    return diffId == null ? null : parts.store().layers().earlier(diffId);
  }

  private CopyTarget target(Step.Copy step, StepResult parent) throws IOException {
    CopyOptions options = step.options();
    FileTree base =
        options.link() ? FileTree.of(List.of()) : files.below(parent.layers(), kept.test(step));
    UserDatabase.Owner owner =
        options.chown() == null ? null : Owners.ofFile(base, options.chown());
    return new CopyTarget(
        base,
        step.destination(),
        owner,
        options.chmod(),
        new Archives(() -> parts.store().temporary("archive")),
        options.link());
  }

  /// The content of what a stage ends with, and of what is fetched, is remembered by what it comes
  /// from.
  private StepResult copyIdentified(
      Progress.Entry entry,
      Step.Copy step,
      StepResult parent,
      Map<String, String> identity,
      CopySources sources)
      throws IOException, InterruptedException {
    Optional<Digest> remembered = parts.steps().findContent(StepKey.of(identity));
    Digest content;
    if (remembered.isPresent()) {
      content = remembered.get();
    } else {
      content = found(sources.layer(), null).content().digest();
      parts.steps().putContent(StepKey.of(identity), identity, content);
    }
    return known.get(
        entry,
        parent,
        StepInputs.of(step, parent.key(), content),
        () -> write(entry, sources.layer(), step, parent));
  }

  private SourceFiles files(StepResult from) throws IOException {
    return new LayeredFiles(files.tree(from.layers()));
  }

  /// What the files of a bind mount are, for the key of the step that mounts them.
  Digest content(StepResult from, String path) throws IOException {
    Map<String, String> identity = CopyIdentity.of(from, List.of("path " + path));
    Optional<Digest> remembered = parts.steps().findContent(StepKey.of(identity));
    if (remembered.isPresent()) {
      return remembered.get();
    }
    CopySelector selector = CopySelector.exactly(files(from), path);
    Digest content = found(CopyLayer.of(List.of(selector)), null).content().digest();
    parts.steps().putContent(StepKey.of(identity), identity, content);
    return content;
  }
}
