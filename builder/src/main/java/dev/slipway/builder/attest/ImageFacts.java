package dev.slipway.builder.attest;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// What a document about an image calls it.
///
/// @param subject the manifest's digest
/// @param created the time that its documents show
record ImageFacts(List<ImageReference> names, Digest subject, Platform platform, Instant created) {
  ImageFacts {
    names = List.copyOf(names);
  }

  /// The first name, or the digest.
  String name() {
    return names.isEmpty() ? subject.toString() : names.getFirst().familiarName();
  }

  /// `pkg:docker/echo@latest?platform=linux%2Famd64` for each name.
  List<String> packageUrls() {
    return names.stream().map(name -> packageUrl(name, platform)).toList();
  }

  static String packageUrl(ImageReference name, Platform platform) {
    var qualifiers = new TreeMap<String, String>();
    qualifiers.put("platform", platform.format());
    return PackageUrl.of(
        "docker",
        name.familiarName(),
        name.digest().map(Digest::toString).orElse(name.tag().orElse("")),
        qualifiers);
  }
}
