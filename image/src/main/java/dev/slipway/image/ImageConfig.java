package dev.slipway.image;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an image's config document says (OCI image specification, config.md). The image's ID is the
/// digest of that document's bytes, so a parsed config never stands for a received one.
///
/// @param diffIds digests of the uncompressed layer tars, bottom first
public record ImageConfig(
    @Nullable Instant created,
    String author,
    Platform platform,
    String osVersion,
    List<String> osFeatures,
    ContainerConfig config,
    List<Digest> diffIds,
    List<HistoryEntry> history) {
  public ImageConfig {
    osFeatures = List.copyOf(osFeatures);
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }

  /// An image of nothing, as `FROM scratch` starts.
  public static ImageConfig scratch(Platform platform) {
    return new ImageConfig(
        null, "", platform, "", List.of(), ContainerConfig.EMPTY, List.of(), List.of());
  }

  public ImageConfig withCreated(@Nullable Instant value) {
    return new ImageConfig(
        value, author, platform, osVersion, osFeatures, config, diffIds, history);
  }

  public ImageConfig withAuthor(String value) {
    return new ImageConfig(
        created, value, platform, osVersion, osFeatures, config, diffIds, history);
  }

  public ImageConfig withPlatform(Platform value) {
    return new ImageConfig(created, author, value, osVersion, osFeatures, config, diffIds, history);
  }

  public ImageConfig withConfig(ContainerConfig value) {
    return new ImageConfig(
        created, author, platform, osVersion, osFeatures, value, diffIds, history);
  }

  public ImageConfig withDiffIds(List<Digest> value) {
    return new ImageConfig(
        created, author, platform, osVersion, osFeatures, config, value, history);
  }

  public ImageConfig withHistory(List<HistoryEntry> value) {
    return new ImageConfig(
        created, author, platform, osVersion, osFeatures, config, diffIds, value);
  }

  public ImageConfig withHistoryEntry(HistoryEntry entry) {
    var changed = new ArrayList<>(history);
    changed.add(entry);
    return withHistory(changed);
  }

  public ImageConfig withLayer(Digest diffId) {
    var changed = new ArrayList<>(diffIds);
    changed.add(diffId);
    return withDiffIds(changed);
  }

  /// The digests that name each stack of layers from the bottom up (config.md, "Layer ChainID").
  public List<Digest> chainIds() {
    var chain = new ArrayList<Digest>();
    for (Digest diffId : diffIds) {
      chain.add(
          chain.isEmpty()
              ? diffId
              : Digest.sha256(
                  (chain.getLast() + " " + diffId).getBytes(StandardCharsets.US_ASCII)));
    }
    return List.copyOf(chain);
  }
}
