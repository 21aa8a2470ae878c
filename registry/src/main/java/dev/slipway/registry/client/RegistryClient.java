package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferEvent;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.json.JsonObject;
import dev.slipway.registry.transport.Payload;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import dev.slipway.registry.transport.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The calls of the OCI distribution API. What a registry answers is checked; what it claims about
/// digests is not believed.
public final class RegistryClient {
  /// The largest manifest that registries have to take (OCI distribution, "Pushing Manifests").
  public static final int LARGEST_MANIFEST = 4 << 20;

  private static final int MOST_BREAKS = 3;

  private static final String ACCEPTED =
      String.join(
          ", ",
          MediaTypes.OCI_MANIFEST,
          MediaTypes.OCI_INDEX,
          MediaTypes.DOCKER_MANIFEST,
          MediaTypes.DOCKER_INDEX);

  private final Transport transport;
  private final TransferListener listener;

  public RegistryClient(Transport transport, TransferListener listener) {
    this.transport = transport;
    this.listener = listener;
  }

  TransferListener listener() {
    return listener;
  }

  /// Sends a request; warnings of the registry are passed on.
  ///
  /// @throws RegistryException there was no answer
  public Response call(Request request) throws InterruptedException {
    try {
      Response response = transport.send(request);
      for (String warning : response.values("warning")) {
        warn(warning, request.purpose());
      }
      return response;
    } catch (IOException broken) {
      throw Failures.of(broken, request.purpose());
    }
  }

  /// `299 - "text"` (OCI distribution, "Warnings").
  private void warn(String header, Purpose purpose) {
    if (header.startsWith("299 - \"") && header.endsWith("\"")) {
      String text = header.substring(7, header.length() - 1).replaceAll("\\\\(.)", "$1");
      listener.on(
          new TransferEvent.Notice(
              "warning of " + purpose.repository().registry() + ": " + Failures.printable(text)));
    }
  }

  /// Fetches a manifest or an index by tag or digest.
  ///
  /// @throws RegistryException it is not there, too large, or not what the digest says
  public FetchedManifest manifest(Repository repository, String tagOrDigest)
      throws InterruptedException {
    Purpose purpose = Purpose.pull(repository, "the manifest " + tagOrDigest);
    Request request =
        Request.get(manifestPath(repository, tagOrDigest), purpose).with("Accept", ACCEPTED);
    return document(
        request,
        response -> {
          byte[] content = response.document(LARGEST_MANIFEST);
          String mediaType = mediaType(content, response, purpose);
          var descriptor = Descriptor.of(mediaType, Digest.sha256(content), content.length);
          return checked(new FetchedManifest(descriptor, content), tagOrDigest, purpose);
        });
  }

  /// What is made of an answer's body.
  private interface Reading<T> {
    T of(Response response) throws IOException;
  }

  /// Asks for a document, and again where it broke off.
  private <T> T document(Request request, Reading<T> reading) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (Response response = call(request)) {
        if (response.status() != 200) {
          throw Failures.of(response, request.purpose());
        }
        return reading.of(response);
      } catch (IOException broken) {
        if (attempt == MOST_BREAKS || broken instanceof Response.DocumentTooLarge) {
          throw Failures.of(broken, request.purpose());
        }
      }
    }
  }

  private static FetchedManifest checked(
      FetchedManifest manifest, String tagOrDigest, Purpose purpose) {
    if (tagOrDigest.indexOf(':') < 0) {
      return manifest;
    }
    Digest wanted = Digest.parse(tagOrDigest);
    Digest found = Digests.of(wanted.algorithm(), manifest.content());
    if (!found.equals(wanted)) {
      throw RegistryException.of(
          purpose + ": the registry answered with something else, " + found,
          "the registry or what lies between is damaged: try again, or fetch it elsewhere");
    }
    return manifest;
  }

  /// As [#manifest], of what a descriptor says.
  public FetchedManifest manifest(Repository repository, Descriptor descriptor)
      throws InterruptedException {
    FetchedManifest manifest = manifest(repository, descriptor.digest().toString());
    if (manifest.content().length != descriptor.size()) {
      throw RegistryException.of(
          repository
              + "@"
              + descriptor.digest()
              + " has "
              + manifest.content().length
              + " bytes, not the "
              + descriptor.size()
              + " that its index says",
          "the image is damaged: push it again");
    }
    return manifest;
  }

  private static String mediaType(byte[] content, Response response, Purpose purpose) {
    JsonObject document;
    try {
      document = JsonObject.parse(content);
    } catch (IllegalArgumentException malformed) {
      throw RegistryException.of(
          purpose + " is no manifest: " + malformed.getMessage(),
          "check the name; the host may be no registry",
          malformed);
    }
    String own = document.text("mediaType");
    String header = response.header("content-type").orElse("").replaceFirst(";.*", "").strip();
    String type = own.isEmpty() ? header : own;
    if (MediaTypes.isIndex(type) || MediaTypes.isManifest(type)) {
      return type;
    }
    if (document.number("schemaVersion").orElse(0L) == 1) {
      throw RegistryException.of(
          purpose + " is of the format before Docker 1.10, which nobody can verify",
          "push the image again with a tool of today");
    }
    if (own.isEmpty() && document.has("manifests")) {
      return MediaTypes.OCI_INDEX;
    }
    if (own.isEmpty() && document.has("layers")) {
      return MediaTypes.OCI_MANIFEST;
    }
    throw RegistryException.of(
        purpose + " is neither an image nor an index: its type is \"" + type + "\"",
        "check the name");
  }

  /// Whether the manifest is there.
  public boolean hasManifest(Repository repository, String tagOrDigest)
      throws InterruptedException {
    Purpose purpose = Purpose.push(repository, "the manifest " + tagOrDigest);
    Request request =
        Request.head(manifestPath(repository, tagOrDigest), purpose).with("Accept", ACCEPTED);
    try (Response response = call(request)) {
      return response.status() == 200;
    }
  }

  /// Opens a blob from a byte on; the answer may hold all of it nevertheless.
  ///
  /// @param size of all of it: not every registry takes a range without an end
  Response openBlob(Repository repository, Digest digest, long from, long size)
      throws InterruptedException {
    Purpose purpose = Purpose.pull(repository, "the blob " + digest);
    Request request = Request.get(blobPath(repository, digest), purpose);
    return call(ranged(request, from, size));
  }

  static Request ranged(Request request, long from, long size) {
    return from == 0 ? request : request.with("Range", "bytes=" + from + "-" + (size - 1));
  }

  /// Reads a small blob into memory.
  public byte[] smallBlob(Repository repository, Descriptor blob, int most)
      throws InterruptedException {
    Purpose purpose = Purpose.pull(repository, "the blob " + blob.digest());
    if (blob.size() > most) {
      throw RegistryException.of(
          purpose
              + " is said to have "
              + blob.size()
              + " bytes; such a document has at most "
              + most,
          "this is no image that can be used: check its name");
    }
    Request request = Request.get(blobPath(repository, blob.digest()), purpose);
    String algorithm = blob.digest().algorithm();
    byte[] content = document(request, response -> response.document(most));
    if (!Digests.of(algorithm, content).equals(blob.digest())) {
      content = document(request, response -> response.document(most));
    }
    Digest found = Digests.of(algorithm, content);
    if (!found.equals(blob.digest())) {
      throw Digests.mismatch(purpose, found);
    }
    return content;
  }

  /// Whether the blob is there.
  public boolean hasBlob(Repository repository, Digest digest) throws InterruptedException {
    Purpose purpose = Purpose.push(repository, "the blob " + digest);
    try (Response response = call(Request.head(blobPath(repository, digest), purpose))) {
      return switch (response.status()) {
        case 200 -> true;
        case 404 -> false;
        case 401, 403 -> throw Failures.of(response, purpose);
        default -> false; // The upload will tell.
      };
    }
  }

  /// Writes a manifest or an index. Where the registry keeps no list of what refers to an image,
  /// one that does is listed under the tag that stands for it.
  public Descriptor putManifest(
      Repository repository, String tagOrDigest, String mediaType, byte[] content)
      throws InterruptedException {
    Purpose purpose = Purpose.push(repository, "the manifest " + tagOrDigest);
    Request request =
        Request.get(manifestPath(repository, tagOrDigest), purpose)
            .withMethod("PUT")
            .with("Content-Type", mediaType)
            .with(new Payload.Bytes(content));
    try (Response response = call(request)) {
      if (!response.isSuccess()) {
        throw Failures.of(response, purpose);
      }
      var descriptor = Descriptor.of(mediaType, Digest.sha256(content), content.length);
      if (response.header("oci-subject").isEmpty()) {
        new ReferrersTag(this, repository).add(descriptor, content);
      }
      return descriptor;
    }
  }

  /// The tags of a repository, in the registry's order.
  public List<String> tags(Repository repository) throws InterruptedException {
    return new TagPages(this, repository).all();
  }

  /// The nearest to a tag that is not there, if there is one like it; no answer is none.
  Optional<List<String>> tagsIfAsked(Repository repository) throws InterruptedException {
    try {
      return Optional.of(tags(repository));
    } catch (RegistryException refused) {
      return Optional.empty();
    }
  }

  static String manifestPath(Repository repository, String tagOrDigest) {
    return "/v2/" + repository.path() + "/manifests/" + tagOrDigest;
  }

  static String blobPath(Repository repository, Digest digest) {
    return "/v2/" + repository.path() + "/blobs/" + digest;
  }
}
