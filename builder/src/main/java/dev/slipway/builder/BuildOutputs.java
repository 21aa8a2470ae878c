package dev.slipway.builder;

import java.util.List;

/// What is made of the result of a build.
///
/// @param outputs none at all is the store
/// @param annotations of every image that is made
/// @param attestations what is said about every image that is made
public record BuildOutputs(
    List<Output> outputs, List<Annotation> annotations, Attestations attestations) {
  /// The image of the store.
  public static final BuildOutputs STORE =
      new BuildOutputs(List.of(), List.of(), Attestations.NONE);

  /// Copies the lists.
  public BuildOutputs {
    outputs = outputs.isEmpty() ? List.of(Output.Image.STORE) : List.copyOf(outputs);
    annotations = List.copyOf(annotations);
  }

  /// Whether there is an image at the end, and not only files.
  public boolean makeAnImage() {
    return outputs.stream().anyMatch(output -> output.imageForm() != null);
  }
}
