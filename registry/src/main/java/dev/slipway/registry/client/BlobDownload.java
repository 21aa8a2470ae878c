package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.store.BlobWriter;
import dev.slipway.image.store.ImageStore;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.RetryPolicy;
import dev.slipway.registry.TransferEvent.LayerBytes;
import dev.slipway.registry.TransferEvent.LayerStage;
import dev.slipway.registry.TransferEvent.Notice;
import dev.slipway.registry.TransferEvent.Stage;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;

/// One blob on its way into the store. A download that breaks off goes on where it was; one that
/// came damaged begins anew. Nothing becomes part of the store but what its digest names.
final class BlobDownload {
  private static final int BUFFER = 128 * 1024;
  private static final long STEP = 512 * 1024;

  /// After so many further bytes a new break is the first again.
  private static final long ENOUGH = 1 << 20;

  private static final int MOST_BREAKS = 100;
  private static final int MOST_DAMAGED = 3;

  private final RetryPolicy policy;
  private final TransferListener listener;
  private final Repository repository;
  private final Descriptor blob;
  private final Purpose purpose;
  private final BlobPlaces places;

  /// Until the registry turns out to know none.
  private boolean ranges = true;

  BlobDownload(
      RegistryClient client,
      RetryPolicy policy,
      Repository repository,
      Descriptor blob,
      List<String> urls) {
    this.policy = policy;
    this.listener = client.listener();
    this.repository = repository;
    this.blob = blob;
    this.purpose = Purpose.pull(repository, "the layer " + blob.digest());
    this.places = new BlobPlaces(client, repository, blob, urls);
  }

  void into(ImageStore store) throws IOException, InterruptedException {
    for (int damaged = 1; ; damaged++) {
      try (BlobWriter writer = store.blobs().writer()) {
        receive(writer);
        listener.on(new LayerStage(blob.digest(), Stage.VERIFYING, ""));
        Digest found = writer.digest();
        if (found.equals(blob.digest())) {
          writer.commit();
          listener.on(new LayerStage(blob.digest(), Stage.DOWNLOADED, ""));
          return;
        }
        if (damaged == MOST_DAMAGED) {
          throw Digests.mismatch(purpose, found);
        }
      }
      listener.on(new Notice(purpose + ": came damaged, fetched again"));
    }
  }

  private void receive(BlobWriter writer) throws IOException, InterruptedException {
    int breaks = 0;
    long atLastBreak = 0;
    for (int all = 1; ; all++) {
      IOException broken;
      try {
        receiveOnce(writer);
        return;
      } catch (InterruptedIOException interrupted) {
        throw Failures.interrupted(interrupted);
      } catch (StoreFailure failure) {
        throw failure.failure;
      } catch (IOException reason) {
        broken = reason;
      }
      breaks = writer.count() - atLastBreak > ENOUGH ? 1 : breaks + 1;
      atLastBreak = writer.count();
      if (breaks >= policy.attempts() || all >= MOST_BREAKS) {
        throw Failures.of(
            new IOException(
                "broke off after "
                    + writer.count()
                    + " of "
                    + blob.size()
                    + " bytes: "
                    + broken.getMessage(),
                broken),
            purpose);
      }
      listener.on(
          new Notice(
              purpose
                  + ": broke off after "
                  + writer.count()
                  + " bytes ("
                  + broken.getMessage()
                  + "), going on"));
      Thread.sleep(policy.after(breaks));
    }
  }

  private void receiveOnce(BlobWriter writer) throws IOException, InterruptedException {
    long from = writer.count();
    if (from > 0 && from == blob.size()) {
      return; // It broke behind the last byte.
    }
    try (Response response = places.open(ranges ? from : 0)) {
      switch (response.status()) {
        case 200 -> skip(response.body(), from);
        case 206 -> checkRange(response, from);
        case 416 -> throw withoutRanges(response);
        default -> throw Failures.of(response, purpose);
      }
      copy(response.body(), writer);
    }
  }

  /// A server that knows no ranges begins at the beginning.
  private static void skip(InputStream body, long count) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (long left = count; left > 0; ) {
      int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the answer is shorter than what had come before");
      }
      left -= read;
    }
  }

  private IOException withoutRanges(Response response) {
    if (!ranges) {
      throw Failures.of(response, purpose);
    }
    ranges = false;
    return new IOException("the registry does not give a part of it");
  }

  private static void checkRange(Response response, long from) throws IOException {
    String range = response.header("content-range").orElse("");
    if (!range.startsWith("bytes " + from + "-")) {
      throw new IOException("asked for the bytes from " + from + ", got " + range);
    }
  }

  private void copy(InputStream body, BlobWriter writer) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long told = writer.count();
    while (true) {
      int read = body.read(buffer);
      if (read < 0) {
        break;
      }
      if (writer.count() + read > blob.size()) {
        throw RegistryException.of(
            purpose + " is longer than the " + blob.size() + " bytes that the manifest says",
            "the registry or what lies between is damaged: try again, or fetch it elsewhere");
      }
      write(writer, buffer, read);
      if (writer.count() - told >= STEP || writer.count() == blob.size()) {
        told = writer.count();
        listener.on(new LayerBytes(blob.digest(), Stage.DOWNLOADING, told, blob.size()));
      }
    }
    if (writer.count() < blob.size()) {
      throw new IOException("the connection was closed");
    }
  }

  /// A full disk is no broken connection.
  private static void write(BlobWriter writer, byte[] buffer, int count) throws StoreFailure {
    try {
      writer.write(buffer, 0, count);
    } catch (IOException failure) {
      throw new StoreFailure(failure);
    }
  }

  private static final class StoreFailure extends IOException {
    private static final long serialVersionUID = 1L;
    private final IOException failure;

    StoreFailure(IOException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  @Override
  public String toString() {
    return blob.digest() + " of " + repository;
  }
}
