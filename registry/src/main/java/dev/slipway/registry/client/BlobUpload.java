package dev.slipway.registry.client;

import dev.slipway.image.Digest;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.RetryPolicy;
import dev.slipway.registry.TransferEvent.Notice;
import dev.slipway.registry.transport.Payload;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import dev.slipway.registry.transport.RetryTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// One blob on its way to a registry. An upload that breaks off goes on behind what the registry
/// says it has; where it has forgotten the upload, a new one begins.
final class BlobUpload {
  /// Smaller ones go in one request, once an upload is open.
  private static final long MONOLITHIC = 1 << 20;

  /// Where whatever lies between takes no larger requests.
  private static final long CHUNK = 8 << 20;

  private static final int MOST_BREAKS = 50;
  private static final int MOST_REDIRECTS = 5;

  private final RegistryClient client;
  private final RetryPolicy policy;
  private final Repository repository;
  private final UploadSource source;
  private final LongConsumer progress;
  private final Purpose purpose;
  private long chunk = Long.MAX_VALUE;
  private int redirects;

  /// Whether the open upload may have bytes already.
  private boolean resuming;

  BlobUpload(
      RegistryClient client,
      RetryPolicy policy,
      Repository repository,
      String what,
      UploadSource source,
      LongConsumer progress) {
    this.client = client;
    this.policy = policy;
    this.repository = repository;
    this.source = source;
    this.progress = progress;
    this.purpose = Purpose.push(repository, what);
  }

  /// Makes a blob of another repository of the same registry one of this too.
  ///
  /// @return the upload that the registry opened in its place; empty where it is mounted
  static Optional<URI> mount(
      RegistryClient client, Repository repository, Digest digest, String from)
      throws InterruptedException {
    var purpose =
        new Purpose(
            repository,
            "the blob " + digest + " of " + from,
            List.of(repository.pushScope(), "repository:" + from + ":pull"));
    String path = "/v2/" + repository.path() + "/blobs/uploads/?mount=" + digest + "&from=" + from;
    Request request = Request.get(path, purpose).withMethod("POST");
    try (Response response = client.call(request)) {
      return switch (response.status()) {
        case 201 -> Optional.empty();
        case 202 -> Optional.of(location(response, purpose));
        default -> throw Failures.of(response, purpose);
      };
    }
  }

  /// Uploads all of it.
  ///
  /// @param opened an upload that is open already
  void run(Optional<URI> opened) throws IOException, InterruptedException {
    Optional<URI> session = opened;
    int breaks = 0;
    for (int all = 1; ; all++) {
      RegistryException broken;
      try {
        resuming = resuming && session.isPresent();
        URI at = session.isPresent() ? session.get() : open();
        session = Optional.of(at);
        send(at);
        return;
      } catch (Broken reason) {
        broken = reason.failure;
        session = Optional.ofNullable(reason.session);
      }
      breaks++;
      if (breaks >= policy.attempts() || all >= MOST_BREAKS) {
        throw broken;
      }
      client.listener().on(new Notice(broken.getMessage() + ", trying again"));
      Thread.sleep(policy.after(breaks));
      if (isThere()) {
        return; // The answer was lost, not the blob.
      }
    }
  }

  private boolean isThere() throws IOException, InterruptedException {
    return source.length() >= 0 && client.hasBlob(repository, source.digest());
  }

  private URI open() throws InterruptedException {
    String path = "/v2/" + repository.path() + "/blobs/uploads/";
    try (Response response =
        client.call(
            Request.get(path, purpose).withMethod("POST").with(new Payload.Bytes(new byte[0])))) {
      if (response.status() != 202) {
        throw Failures.of(response, purpose);
      }
      return location(response, purpose);
    }
  }

  private static URI location(Response response, Purpose purpose) {
    try {
      return response
          .header("location")
          .map(response.uri()::resolve)
          .orElseThrow(() -> new IllegalArgumentException("none"));
    } catch (IllegalArgumentException malformed) {
      throw RegistryException.of(
          purpose + ": the registry does not say where to upload it",
          "ask who runs the registry",
          malformed);
    }
  }

  private void send(URI session) throws Broken, IOException, InterruptedException {
    long length = source.length();
    if (length >= 0 && length <= MONOLITHIC) {
      sendWhole(session);
      return;
    }
    long offset = 0;
    URI at = session;
    if (resuming) {
      Resumed resumed = status(session);
      at = resumed.at;
      offset = resumed.offset;
    }
    resuming = true;
    while (source.length() < 0 || offset < source.length()) {
      long count = source.length() < 0 ? -1 : Math.min(chunk, source.length() - offset);
      at = patch(at, offset, count);
      offset = count < 0 ? source.awaitLength() : offset + count;
    }
    finish(at, Payload.NONE);
  }

  private void sendWhole(URI session) throws Broken, IOException, InterruptedException {
    byte[] content;
    try (InputStream stream = source.open(0)) {
      content = stream.readAllBytes();
    }
    finish(session, new Payload.Bytes(content));
    progress.accept(content.length);
  }

  private void finish(URI session, Payload payload)
      throws Broken, IOException, InterruptedException {
    String separator = session.getRawQuery() == null ? "?" : "&";
    URI at = URI.create(session + separator + "digest=" + source.digest());
    Request request =
        Request.of("PUT", at, purpose)
            .with("Content-Type", "application/octet-stream")
            .with(payload instanceof Payload.None ? new Payload.Bytes(new byte[0]) : payload);
    try (Response response = call(request, null)) {
      if (response.status() != 201 && response.status() != 204) {
        throw refused(response, null);
      }
    }
  }

  /// Sends `count` bytes, or all that there will be.
  private URI patch(URI session, long offset, long count)
      throws Broken, IOException, InterruptedException {
    Payload.Source bytes = () -> new Part(source.open(offset), count, offset, progress);
    Request request =
        Request.of("PATCH", session, purpose)
            .with("Content-Type", "application/octet-stream")
            .with(new Payload.Stream(bytes, count));
    if (count >= 0 && (offset > 0 || chunk < Long.MAX_VALUE)) {
      request = request.with("Content-Range", offset + "-" + (offset + count - 1));
    }
    try (Response response = call(request, session)) {
      if (response.status() == 202 || response.status() == 204 || response.status() == 201) {
        return location(response, purpose);
      }
      if ((response.status() == 307 || response.status() == 308) && redirects++ < MOST_REDIRECTS) {
        return patch(location(response, purpose), offset, count);
      }
      if (response.status() == 413 && chunk == Long.MAX_VALUE) {
        chunk = CHUNK;
        long _ = source.awaitLength();
        throw new Broken(Failures.of(response, purpose), session);
      }
      throw refused(response, session);
    }
  }

  private record Resumed(URI at, long offset) {}

  /// Where an interrupted upload stands.
  private Resumed status(URI session) throws Broken, IOException, InterruptedException {
    long length = source.awaitLength();
    try (Response response = call(Request.of("GET", session, purpose), session)) {
      if (response.status() != 204 && response.status() != 202) {
        resuming = false;
        throw new Broken(Failures.of(response, purpose), null);
      }
      String range = response.header("range").orElse("").replaceFirst("^bytes=", "");
      long end = range.matches("0-[0-9]{1,18}") ? Long.parseLong(range.substring(2)) : -1;
      long there = end <= 0 ? 0 : end + 1; // Nothing at all is `0-0` too.
      if (there > length) {
        resuming = false;
        throw new Broken(Failures.of(response, purpose), null);
      }
      URI at = response.header("location").isPresent() ? location(response, purpose) : session;
      return new Resumed(at, there);
    }
  }

  /// @param session where to go on after a break; null for a new one
  private Response call(Request request, @Nullable URI session)
      throws Broken, InterruptedException {
    try {
      return client.call(request);
    } catch (RegistryException broken) {
      throw new Broken(broken, session);
    }
  }

  private RuntimeException refused(Response response, @Nullable URI session) throws Broken {
    RegistryException failure = Failures.of(response, purpose);
    int status = response.status();
    if (RetryTransport.isTemporary(status)
        || status == 401
        || status == 404
        || status == 416
        || (status == 400 && resuming)) {
      throw new Broken(failure, status == 404 ? null : session);
    }
    return failure;
  }

  /// An upload that may be taken up again.
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    private final RegistryException failure;
    private final transient @Nullable URI session;

    Broken(RegistryException failure, @Nullable URI session) {
      super(failure);
      this.failure = failure;
      this.session = session;
    }
  }
}
