package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.registry.Repository;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The tag under which clients list what refers to an image where its registry does not (OCI
/// distribution 1.1, "Referrers Tag Schema").
final class ReferrersTag {
  /// Others may write it at the same time, so it is read again after being written.
  private static final int ATTEMPTS = 4;

  private static final byte[] WORD = "\"subject\"".getBytes(StandardCharsets.US_ASCII);

  private final RegistryClient client;
  private final Repository repository;
  private final Referrers referrers;

  ReferrersTag(RegistryClient client, Repository repository) {
    this.client = client;
    this.repository = repository;
    this.referrers = new Referrers(client, repository);
  }

  /// Lists a manifest that the registry has taken, if it refers to another and the registry does
  /// not list it.
  void add(Descriptor manifest, byte[] content) throws InterruptedException {
    if (!MediaTypes.isManifest(manifest.mediaType()) || !mentionsSubject(content)) {
      return;
    }
    ManifestDocument document = ManifestDocument.parse(content);
    DescriptorDocument about = document.subjectDocument();
    if (about == null) {
      return;
    }
    Digest subject = about.toDescriptor().digest();
    if (referrers.answered(subject).isPresent()) {
      return; // It has the list and merely does not say so.
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<DescriptorDocument> before = referrers.tagged(subject);
      if (before.stream().anyMatch(each -> isOf(each, manifest))) {
        return;
      }
      List<DescriptorDocument> after = new ArrayList<>(before);
      after.add(described(manifest, document));
      byte[] index = IndexDocument.ofDocuments(after, Map.of()).toJson();
      var _ = client.putManifest(repository, Referrers.tag(subject), MediaTypes.OCI_INDEX, index);
    }
  }

  private static boolean mentionsSubject(byte[] content) {
    for (int i = 0; i + WORD.length <= content.length; i++) {
      int at = 0;
      while (at < WORD.length && content[i + at] == WORD[at]) {
        at++;
      }
      if (at == WORD.length) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOf(DescriptorDocument entry, Descriptor manifest) {
    return entry.toDescriptor().digest().equals(manifest.digest());
  }

  /// With what the registry's own list would say: the artifact's type, else its config's.
  private static DescriptorDocument described(Descriptor manifest, ManifestDocument document) {
    String type =
        document.artifactType() == null ? document.config().mediaType() : document.artifactType();
    Map<String, String> annotations =
        document.annotations() == null ? Map.of() : document.annotations();
    return DescriptorDocument.of(manifest.withAnnotations(annotations)).withArtifactType(type);
  }
}
