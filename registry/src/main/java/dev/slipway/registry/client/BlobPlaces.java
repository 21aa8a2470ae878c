package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.registry.Repository;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Where a blob can be had: from its registry, and what is not distributed from where its manifest
/// says.
final class BlobPlaces {
  private final RegistryClient client;
  private final Repository repository;
  private final Digest digest;
  private final long size;
  private final List<URI> urls = new ArrayList<>();

  BlobPlaces(RegistryClient client, Repository repository, Descriptor blob, List<String> urls) {
    this.client = client;
    this.repository = repository;
    this.digest = blob.digest();
    this.size = blob.size();
    for (String url : urls) {
      if (url.matches("https?://[^\\s]+")) {
        this.urls.add(URI.create(url));
      }
    }
  }

  Response open(long from) throws InterruptedException {
    Response response = client.openBlob(repository, digest, from, size);
    if (response.status() != 404) {
      return response;
    }
    for (URI url : urls) {
      var purpose =
          new Purpose(repository, "the layer " + digest + " at " + url.getHost(), List.of());
      Request request = Request.of("GET", url, purpose);
      Response other = client.call(RegistryClient.ranged(request, from, size));
      if (other.isSuccess()) {
        response.close();
        return other;
      }
      other.close();
    }
    return response;
  }
}
