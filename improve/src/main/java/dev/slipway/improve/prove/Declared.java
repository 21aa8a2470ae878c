package dev.slipway.improve.prove;

import dev.slipway.image.ContainerConfig;
import dev.slipway.image.HealthCheck;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What an image says of itself, as single facts: `port 8080/tcp`, `volume /data`.
final class Declared {
  private Declared() {}

  static SortedSet<String> of(ContainerConfig config) {
    var facts = new TreeSet<String>();
    for (String port : config.exposedPorts()) {
      facts.add("port " + port);
    }
    for (String volume : config.volumes()) {
      facts.add("volume " + volume);
    }
    for (Map.Entry<String, String> label : config.labels().entrySet()) {
      facts.add("label " + label.getKey() + "=" + label.getValue());
    }
    if (!config.stopSignal().isEmpty()) {
      facts.add("stop signal " + config.stopSignal());
    }
    HealthCheck health = config.healthCheck();
    if (health != null && !health.test().isEmpty()) {
      facts.add("health check " + String.join(" ", health.test()));
    }
    return facts;
  }
}
