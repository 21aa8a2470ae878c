package dev.slipway.engine.inspect;

import dev.slipway.image.spec.GoTime;
import dev.slipway.runtime.run.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// `State.Health` of `inspect`.
final class HealthInspection {
  private HealthInspection() {}

  /// @param health null: there is nothing to say
  static void put(SequencedMap<String, @Nullable Object> state, @Nullable Health health) {
    if (health == null) {
      return;
    }
    List<Object> log = new ArrayList<>();
    for (Health.Probe probe : health.log()) {
      SequencedMap<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("Start", GoTime.format(probe.start()));
      entry.put("End", GoTime.format(probe.end()));
      entry.put("ExitCode", (long) probe.exitCode());
      entry.put("Output", probe.output());
      log.add(entry);
    }
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Status", health.status().word());
    json.put("FailingStreak", (long) health.failingStreak());
    json.put("Log", log);
    state.put("Health", json);
  }
}
