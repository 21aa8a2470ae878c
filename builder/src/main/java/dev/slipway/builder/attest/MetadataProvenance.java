package dev.slipway.builder.attest;

import dev.slipway.builder.ContextSource;
import dev.slipway.builder.export.BuiltStage;
import dev.slipway.image.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What buildx writes into a `--metadata-file` of how an image was built: BuildKit's predicate of
/// SLSA 0.2 in its short form. It is no attestation, and nothing of it goes into the image.
public final class MetadataProvenance {
  private static final String BUILD_TYPE = "https://mobyproject.org/buildkit@v1";

  private final BuildFacts facts;
  private final ContextSource context;

  public MetadataProvenance(BuildFacts facts, ContextSource context) {
    this.facts = facts;
    this.context = context;
  }

  /// By platform, `linux/amd64`.
  public SortedMap<String, Map<String, Object>> of(List<BuiltStage> stages) {
    var all = new TreeMap<String, Map<String, Object>>();
    for (BuiltStage stage : stages) {
      Platform platform = stage.plan().target().base().platform();
      all.put(platform.format(), predicate(stage));
    }
    return all;
  }

  private Map<String, Object> predicate(BuiltStage stage) {
    var invocation = new LinkedHashMap<String, Object>();
    invocation.put("configSource", source());
    invocation.put("parameters", parameters());
    invocation.put("environment", Map.of("platform", Platform.host().format()));
    var predicate = new LinkedHashMap<String, Object>();
    predicate.put("builder", Map.of("id", ""));
    predicate.put("buildType", BUILD_TYPE);
    predicate.put("materials", ProvenanceDocument.dependencies(facts, stage));
    predicate.put("invocation", invocation);
    return predicate;
  }

  private Map<String, Object> source() {
    var source = new LinkedHashMap<String, Object>();
    if (context instanceof ContextSource.Git || context instanceof ContextSource.Web) {
      source.put("uri", context.toString());
      facts.fetched().byAddress().entrySet().stream()
          .filter(fetched -> fetched.getKey().equals(context.toString()))
          .findFirst()
          .ifPresent(fetched -> source.put("digest", digest(fetched.getValue())));
    }
    source.put("entryPoint", facts.dockerfile().name());
    return source;
  }

  private static Map<String, Object> digest(String revision) {
    int colon = revision.indexOf(':');
    return colon < 0
        ? Map.of("sha1", revision)
        : Map.of(revision.substring(0, colon), revision.substring(colon + 1));
  }

  private Map<String, Object> parameters() {
    var arguments = new TreeMap<String, Object>();
    facts.arguments().forEach((name, value) -> arguments.put("build-arg:" + name, value));
    if (facts.target() != null) {
      arguments.put("target", facts.target());
    }
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("frontend", "dockerfile.v0");
    if (!arguments.isEmpty()) {
      parameters.put("args", arguments);
    }
    if (context instanceof ContextSource.Directory) {
      parameters.put("locals", List.of(Map.of("name", "context"), Map.of("name", "dockerfile")));
    }
    return parameters;
  }
}
