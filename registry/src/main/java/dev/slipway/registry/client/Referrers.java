package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Manifests that name another as their subject (OCI distribution 1.1, "Listing Referrers"); where
/// a registry has no such list, by the tag that stands for it.
public final class Referrers {
  private static final int LARGEST = 16 << 20;

  private final RegistryClient client;
  private final Repository repository;

  public Referrers(RegistryClient client, Repository repository) {
    this.client = client;
    this.repository = repository;
  }

  /// All of them, page by page.
  public List<DescriptorDocument> list(Digest subject) throws InterruptedException {
    Optional<List<DescriptorDocument>> answered = answered(subject);
    return answered.isPresent() ? answered.get() : tagged(subject);
  }

  /// What the registry itself knows; empty where it keeps no such list.
  Optional<List<DescriptorDocument>> answered(Digest subject) throws InterruptedException {
    Purpose purpose = Purpose.pull(repository, "the referrers of " + subject);
    Request request =
        Request.get("/v2/" + repository.path() + "/referrers/" + subject, purpose)
            .with("Accept", MediaTypes.OCI_INDEX);
    List<DescriptorDocument> found = new ArrayList<>();
    for (Optional<Request> next = Optional.of(request); next.isPresent(); ) {
      try (Response response = client.call(next.get())) {
        if (response.status() == 404 || response.status() == 400 || response.status() == 405) {
          return Optional.empty();
        }
        if (response.status() != 200) {
          throw Failures.of(response, purpose);
        }
        found.addAll(IndexDocument.parse(response.document(LARGEST)).documents());
        Request before = next.get();
        next = TagPages.next(response).map(before::at);
      } catch (IOException broken) {
        throw Failures.of(broken, purpose);
      }
    }
    return Optional.of(distinct(found));
  }

  private static List<DescriptorDocument> distinct(List<DescriptorDocument> found) {
    Map<Digest, DescriptorDocument> distinct = new LinkedHashMap<>();
    found.forEach(each -> distinct.putIfAbsent(each.toDescriptor().digest(), each));
    return List.copyOf(distinct.values());
  }

  /// `sha256-HEX`, an index that clients keep.
  List<DescriptorDocument> tagged(Digest subject) throws InterruptedException {
    try {
      FetchedManifest index = client.manifest(repository, tag(subject));
      return index.isIndex() ? IndexDocument.parse(index.content()).documents() : List.of();
    } catch (RegistryException missing) {
      if (missing.isNotFound()) {
        return List.of();
      }
      throw missing;
    }
  }

  static String tag(Digest subject) {
    return subject.algorithm() + "-" + subject.hex();
  }

  Optional<FetchedManifest> index(Digest subject) throws InterruptedException {
    List<DescriptorDocument> found = list(subject);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    byte[] content = IndexDocument.ofDocuments(found, Map.of()).toJson();
    var descriptor = Descriptor.of(MediaTypes.OCI_INDEX, Digest.sha256(content), content.length);
    return Optional.of(new FetchedManifest(descriptor, content));
  }
}
