package dev.slipway.builder.export;

import dev.slipway.builder.graph.StepKey;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.LoweredStage;
import dev.slipway.builder.solve.StepResult;
import dev.slipway.builder.solve.StepResults;
import dev.slipway.image.Platform;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stage whose steps are all solved, for one platform.
public record BuiltStage(BuildPlan plan, StepResults results) {
  LoweredStage stage() {
    return plan.target();
  }

  /// The newest time that the result may show: `SOURCE_DATE_EPOCH`; null is any.
  @Nullable Instant epoch() {
    return plan.epoch();
  }

  /// Whether the result is to be the same whenever it is made.
  public boolean hasEpoch() {
    return epoch() != null;
  }

  /// When the last step ran first; null where it is not known.
  public @Nullable Instant created() {
    Instant epoch = epoch();
    return epoch != null ? epoch : last().created();
  }

  /// Of the last step.
  public StepKey key() {
    return last().key();
  }

  private StepResult last() {
    return results.of(plan.target().filesystem());
  }

  public Platform platform() {
    return plan.target().base().platform();
  }
}
