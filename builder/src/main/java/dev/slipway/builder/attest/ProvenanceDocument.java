package dev.slipway.builder.attest;

import dev.slipway.builder.Attestations.Provenance;
import dev.slipway.builder.export.BuiltStage;
import dev.slipway.builder.graph.Step;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How an image was built, as an SLSA provenance predicate, version 1.0.
final class ProvenanceDocument {
  static final String PREDICATE = "https://slsa.dev/provenance/v1";
  private static final String BUILD_TYPE = "https://slipway.dev/provenance/dockerfile/v1";
  private static final String BUILDER = "https://slipway.dev";

  private final BuildFacts facts;
  private final Provenance asked;

  ProvenanceDocument(BuildFacts facts, Provenance asked) {
    this.facts = facts;
    this.asked = asked;
  }

  /// @param finished null leaves the times of the build out, which differ from one to the next
  Map<String, Object> of(BuiltStage built, Platform platform, @Nullable Instant finished) {
    var definition = new LinkedHashMap<String, Object>();
    definition.put("buildType", BUILD_TYPE);
    definition.put("externalParameters", external());
    definition.put("internalParameters", internal(platform));
    definition.put("resolvedDependencies", dependencies(facts, built));
    var predicate = new LinkedHashMap<String, Object>();
    predicate.put("buildDefinition", definition);
    predicate.put("runDetails", run(finished));
    return predicate;
  }

  private Map<String, Object> external() {
    var config = new LinkedHashMap<String, Object>();
    BuildFacts.Source source = facts.source();
    if (source != null) {
      config.put("uri", source.uri());
      config.put("digest", Map.of("gitCommit", source.commit()));
    }
    config.put("path", facts.dockerfile().name());
    var request = new LinkedHashMap<String, Object>();
    request.put("frontend", "dockerfile.v0");
    if (facts.target() != null) {
      request.put("target", facts.target());
    }
    if (asked.detailed()) {
      var arguments = new TreeMap<String, Object>();
      facts.arguments().forEach((name, value) -> arguments.put("build-arg:" + name, value));
      request.put("args", arguments);
      request.put("secrets", facts.secrets().stream().map(id -> Map.of("id", id)).toList());
      request.put("ssh", facts.agents().stream().map(id -> Map.of("id", id)).toList());
    }
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("configSource", config);
    parameters.put("request", request);
    return parameters;
  }

  private Map<String, Object> internal(Platform platform) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("builderPlatform", Platform.host().format());
    parameters.put("targetPlatform", platform.format());
    if (asked.detailed()) {
      parameters.put(
          "dockerfile",
          Base64.getEncoder()
              .encodeToString(facts.dockerfile().text().getBytes(StandardCharsets.UTF_8)));
    }
    return parameters;
  }

  /// The base images and what was fetched, by address.
  static List<Object> dependencies(BuildFacts facts, BuiltStage built) {
    var dependencies = new TreeMap<String, Object>();
    for (var vertex : built.plan().vertices()) {
      if (vertex.step() instanceof Step.BaseImage(var name, var image)) {
        String uri = ImageFacts.packageUrl(ImageReference.parse(name), image.config().platform());
        dependencies.put(uri, dependency(uri, "sha256", image.manifest().digest().hex()));
      }
    }
    facts
        .fetched()
        .byAddress()
        .forEach((address, revision) -> {
          int colon = revision.indexOf(':');
          dependencies.put(
              address,
              colon < 0
                  ? dependency(address, "gitCommit", revision)
                  : dependency(
                      address, revision.substring(0, colon), revision.substring(colon + 1)));
        });
    return List.copyOf(dependencies.values());
  }

  private static Map<String, Object> dependency(String uri, String algorithm, String value) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("uri", uri);
    fields.put("digest", Map.of(algorithm, value));
    return fields;
  }

  private Map<String, Object> run(@Nullable Instant finished) {
    var run = new LinkedHashMap<String, Object>();
    run.put("builder", Map.of("id", asked.builderId().isEmpty() ? BUILDER : asked.builderId()));
    if (finished != null) {
      var metadata = new LinkedHashMap<String, Object>();
      metadata.put("startedOn", facts.started().toString());
      metadata.put("finishedOn", finished.toString());
      run.put("metadata", metadata);
    }
    return run;
  }
}
