package dev.slipway.engine.create;

import dev.slipway.image.HealthCheck;
import dev.slipway.runtime.run.Setting;
import dev.slipway.runtime.run.Settings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins the image's `HEALTHCHECK` and the user's `--health-...` options.
final class HealthSettings {
  private static final String NONE = "NONE";

  private HealthSettings() {}

  /// The settings with the check that holds: none where there is none.
  static Settings join(Settings settings, @Nullable HealthCheck ofImage) {
    boolean disabled = settings.list(Setting.HEALTH_CMD).equals(List.of(NONE));
    if (disabled) {
      return settings.without(Setting.HEALTH_CMD);
    }
    Settings joined = settings;
    if (settings.has(Setting.HEALTH_CMD)) {
      joined =
          joined.with(Setting.HEALTH_CMD, List.of("CMD-SHELL", settings.text(Setting.HEALTH_CMD)));
    }
    if (ofImage == null) {
      return joined;
    }
    List<String> test = ofImage.test();
    if (!joined.has(Setting.HEALTH_CMD)) {
      if (test.isEmpty() || test.getFirst().equals(NONE)) {
        return joined;
      }
      joined = joined.with(Setting.HEALTH_CMD, test);
    }
    joined = nanos(joined, Setting.HEALTH_INTERVAL, ofImage.interval());
    joined = nanos(joined, Setting.HEALTH_TIMEOUT, ofImage.timeout());
    joined = nanos(joined, Setting.HEALTH_START_PERIOD, ofImage.startPeriod());
    joined = nanos(joined, Setting.HEALTH_START_INTERVAL, ofImage.startInterval());
    return joined.has(Setting.HEALTH_RETRIES) || ofImage.retries() == 0
        ? joined
        : joined.with(Setting.HEALTH_RETRIES, "" + ofImage.retries());
  }

  private static Settings nanos(Settings settings, Setting setting, Duration ofImage) {
    return settings.has(setting) || ofImage.isZero()
        ? settings
        : settings.with(setting, "" + ofImage.toNanos());
  }
}
