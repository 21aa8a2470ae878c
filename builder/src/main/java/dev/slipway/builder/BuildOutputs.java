package dev.slipway.builder;

import java.util.ArrayList;
import java.util.List;

/// What is made of the result of a build.
///
/// @param outputs none at all is the store
/// @param annotations of every image that is made
/// @param attestations what is said about every image that is made
/// @param reproducible whether the time of the context's commit is the newest that the result
///   shows, unless `SOURCE_DATE_EPOCH` says another one
public record BuildOutputs(
    List<Output> outputs,
    List<Annotation> annotations,
    Attestations attestations,
    boolean reproducible) {
  /// The image of the store.
  public static final BuildOutputs STORE =
      new BuildOutputs(List.of(), List.of(), Attestations.NONE, false);

  /// These, without a word about them.
  public static BuildOutputs of(List<Output> outputs) {
    return new BuildOutputs(outputs, List.of(), Attestations.NONE, false);
  }

  /// Copies the lists.
  public BuildOutputs {
    outputs = outputs.isEmpty() ? List.of(Output.Image.STORE) : List.copyOf(outputs);
    annotations = List.copyOf(annotations);
  }

  /// With a further annotation of every image.
  public BuildOutputs with(Annotation annotation) {
    var more = new ArrayList<>(annotations);
    more.add(annotation);
    return new BuildOutputs(outputs, more, attestations, reproducible);
  }

  /// Whether all that is made goes to registries: a layer that one of them has need not come here.
  public boolean arePushedOnly() {
    return attestations.sbom() == null && outputs.stream().allMatch(BuildOutputs::isPushedOnly);
  }

  private static boolean isPushedOnly(Output output) {
    return output instanceof Output.Image image
        && image.push() != Output.Push.NONE
        && !image.named()
        && !image.unpacked()
        && !image.form().force();
  }

  /// Whether there is an image at the end, and not only files.
  public boolean makeAnImage() {
    return outputs.stream().anyMatch(output -> output.imageForm() != null);
  }
}
