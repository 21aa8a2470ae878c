package dev.slipway.builder.export;

import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.LoweredStage;
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

  Platform platform() {
    return plan.target().base().platform();
  }
}
