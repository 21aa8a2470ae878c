package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ResultLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What tells the content of a copy without looking at files: the layers that they are in, and what
/// is taken of them.
final class CopyIdentity {
  private CopyIdentity() {}

  /// @param from what is copied from; null is nothing but what the sources fetch
  static Map<String, String> of(CopySources sources, @Nullable StepResult from) {
    return of(from, sources.identities());
  }

  static Map<String, String> of(@Nullable StepResult from, List<String> sources) {
    List<String> layers =
        from == null ? List.of() : from.layers().stream().map(ResultLayer::identity).toList();
    var inputs = new LinkedHashMap<String, String>();
    inputs.put("step", "content");
    inputs.put("layers", String.join(" ", layers));
    for (int i = 0; i < sources.size(); i++) {
      inputs.put("source " + i, sources.get(i));
    }
    return inputs;
  }
}
