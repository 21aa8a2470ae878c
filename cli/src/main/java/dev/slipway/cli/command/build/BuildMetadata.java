package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildResult;
import dev.slipway.builder.OutputReport;
import dev.slipway.cli.render.JsonText;
import dev.slipway.image.Descriptor;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// `--metadata-file`: what buildx writes of a build, under its keys.
final class BuildMetadata {
  private BuildMetadata() {}

  /// Of several images the last one is described, as by buildx.
  static byte[] json(BuildResult result) {
    var fields = new TreeMap<String, Object>();
    boolean several = result.provenance().size() > 1;
    result
        .provenance()
        .forEach((platform, how) ->
            fields.put("buildx.build.provenance" + (several ? "/" + platform : ""), how));
    fields.put("buildx.build.ref", "default/default/" + result.ref());
    for (OutputReport report : result.outputs()) {
      Descriptor manifest = report.manifest();
      if (report.config() != null) {
        fields.put("containerimage.config.digest", report.config().toString());
      }
      fields.put("containerimage.digest", manifest.digest().toString());
      fields.put("containerimage.descriptor", descriptor(manifest));
      if (!report.names().isEmpty()) {
        fields.put(
            "image.name",
            String.join(",", report.names().stream().map(ImageReference::full).toList()));
      }
    }
    return (JsonText.indented(fields) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> descriptor(Descriptor manifest) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("mediaType", manifest.mediaType());
    fields.put("digest", manifest.digest().toString());
    fields.put("size", manifest.size());
    if (!manifest.annotations().isEmpty()) {
      fields.put("annotations", manifest.annotations());
    }
    Platform platform = manifest.platform();
    if (platform != null) {
      var parts = new LinkedHashMap<String, Object>();
      parts.put("architecture", platform.architecture());
      parts.put("os", platform.os());
      if (!platform.variant().isEmpty()) {
        parts.put("variant", platform.variant());
      }
      fields.put("platform", parts);
    }
    return fields;
  }
}
