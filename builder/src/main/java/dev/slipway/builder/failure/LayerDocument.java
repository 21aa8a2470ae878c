package dev.slipway.builder.failure;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.image.Digest;
import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [ResultLayer] in a [FailureDocument].
@Json
record LayerDocument(String identity, @Nullable String diffId) {

  static List<LayerDocument> of(List<ResultLayer> layers) {
    var documents = new ArrayList<LayerDocument>();
    for (ResultLayer layer : layers) {
      documents.add(
          switch (layer) {
            case ResultLayer.Stored(var identity, var diffId) ->
                new LayerDocument(identity, diffId.toString());
            case ResultLayer.Snapshot(var identity) -> new LayerDocument(identity, null);
          });
    }
    return documents;
  }

  static List<ResultLayer> layers(@Nullable List<LayerDocument> documents) {
    var layers = new ArrayList<ResultLayer>();
    for (LayerDocument each : documents == null ? List.<LayerDocument>of() : documents) {
      layers.add(
          each.diffId == null
              ? new ResultLayer.Snapshot(each.identity)
              : new ResultLayer.Stored(each.identity, Digest.parse(each.diffId)));
    }
    return layers;
  }
}
