package dev.slipway.builder.export;

import dev.slipway.builder.Annotation;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildOutputs;
import dev.slipway.builder.ImageForm;
import dev.slipway.builder.Output;
import dev.slipway.builder.OutputReport;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.solve.Progress;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.layer.LayerCompression;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the outputs of a build, one after the other.
public final class Exports {
  private final ImageStore store;
  private final ImageSets sets;
  private final FilesOutput files;
  private final ImagePush push;

  /// @param squash whether the layers of a build become one
  /// @param attestations what is said about each image
  public Exports(
      ImageStore store,
      StepRecords steps,
      Snapshots snapshots,
      boolean squash,
      AttestedImages attestations,
      ImagePush push) {
    this.store = store;
    var layers =
        new StageLayers(
            new SnapshotLayers(store, steps, snapshots),
            new EpochLayers(store, steps),
            squash ? new SquashedLayers(store, steps) : null);
    this.sets = new ImageSets(store, layers, steps.remote(), attestations);
    this.files = new FilesOutput(store, snapshots, attestations);
    this.push = push;
  }

  /// What the outputs came to.
  ///
  /// @param image the first image that was made for the first platform; null where only files were
  public record Exported(@Nullable Image image, List<OutputReport> reports) {
    public Exported {
      reports = List.copyOf(reports);
    }
  }

  /// Refuses what cannot be done, before anything is done.
  public static void check(BuildOutputs outputs, List<BuildPlan> plans) {
    boolean index =
        plans.size() > 1
            || (!outputs.attestations().areNone() && outputs.attestations().form().isIndex());
    for (Output output : outputs.outputs()) {
      ImageForm form = output.imageForm();
      if (form == null) {
        continue;
      }
      if (Boolean.TRUE.equals(form.rewriteTimestamp()) && plans.getFirst().epoch() == null) {
        throw BuildException.of(
            "rewrite-timestamp=true needs SOURCE_DATE_EPOCH",
            "set it, or build with --reproducible");
      }
      for (Annotation annotation : annotations(outputs, form)) {
        checkPlace(annotation, index);
      }
    }
  }

  private static void checkPlace(Annotation annotation, boolean index) {
    if (!index && annotation.place() == Annotation.Place.INDEX) {
      throw BuildException.of(
          "index annotations not supported for single platform export",
          "write --annotation manifest:" + annotation.key() + "=...");
    }
    if (!index && annotation.place() == Annotation.Place.INDEX_DESCRIPTOR) {
      throw BuildException.of(
          "index descriptor annotations not supported for single platform export",
          "write --annotation manifest-descriptor:" + annotation.key() + "=...");
    }
  }

  /// @param stages the target's, one for each platform
  /// @param tags of every image
  public Exported export(
      List<BuiltStage> stages, List<ImageReference> tags, BuildOutputs outputs, Progress progress)
      throws IOException, InterruptedException {
    var reports = new ArrayList<OutputReport>();
    Image first = null;
    for (Output output : outputs.outputs()) {
      ImageForm form = form(output, outputs);
      if (form == null) {
        files.write(stages, output, progress);
        continue;
      }
      List<ImageReference> names = names(tags, form);
      Progress.Entry entry = progress.entry(title(output)).started();
      try {
        entry.status("exporting layers", false);
        ImageSet set = sets.write(stages, form, annotations(outputs, form));
        entry.status("exporting layers", true);
        first = first == null ? set.images().getFirst() : first;
        reports.add(put(output, set, names, entry));
        entry.finished();
      } catch (IOException | RuntimeException failure) {
        entry.failed(String.valueOf(failure.getMessage()));
        throw failure;
      }
    }
    return new Exported(first, reports);
  }

  /// What is said about an image names its manifest: where one is pushed that must not change on
  /// the way, as it does where layers are compressed there.
  private static @Nullable ImageForm form(Output output, BuildOutputs outputs) {
    ImageForm form = output.imageForm();
    boolean pushed = output instanceof Output.Image image && image.push() != Output.Push.NONE;
    return form != null && pushed && form.compression() == null && !outputs.attestations().areNone()
        ? form.withCompression(LayerCompression.GZIP)
        : form;
  }

  private static String title(Output output) {
    return switch (output) {
      case Output.Image _ -> "exporting to image";
      case Output.OciLayout _ -> "exporting to oci image format";
      case Output.DockerArchive _ -> "exporting to docker image format";
      case Output.Local _ -> "exporting to client directory";
      case Output.Tar _ -> "exporting to client tarball";
    };
  }

  static List<Annotation> annotations(BuildOutputs outputs, ImageForm form) {
    var all = new ArrayList<>(form.annotations());
    all.addAll(outputs.annotations());
    return all;
  }

  private static List<ImageReference> names(List<ImageReference> tags, ImageForm form) {
    Set<ImageReference> names = new LinkedHashSet<>();
    tags.forEach(name -> names.add(name.withDefaultTag()));
    form.names().forEach(name -> names.add(name.withDefaultTag()));
    return List.copyOf(names);
  }

  private OutputReport put(
      Output output, ImageSet set, List<ImageReference> names, Progress.Entry entry)
      throws IOException, InterruptedException {
    switch (output) {
      case Output.Image image -> {
        return new StoreOutput(store, push).put(image, set, names, entry);
      }
      case Output.OciLayout(_, var target) -> {
        tell(set, entry);
        new LayoutOutput(store).writeOci(set, names, target);
      }
      case Output.DockerArchive(_, var target) -> {
        tell(set, entry);
        new LayoutOutput(store).writeDocker(set, names, target);
      }
      case Output.Local _, Output.Tar _ -> throw new IllegalStateException("no image");
    }
    entry.status("sending tarball", true);
    return set.report(names);
  }

  private static void tell(ImageSet set, Progress.Entry entry) {
    for (Image image : set.images()) {
      entry.status("exporting manifest " + image.manifest().digest(), true);
      entry.status("exporting config " + image.id(), true);
    }
    if (set.isIndex()) {
      entry.status("exporting manifest list " + set.root().digest(), true);
    }
    entry.status("sending tarball", false);
  }
}
