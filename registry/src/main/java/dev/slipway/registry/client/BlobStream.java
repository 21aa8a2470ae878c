package dev.slipway.registry.client;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RetryPolicy;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/// A blob that is read as it comes. Where its connection breaks it goes on from there; whether it
/// is the right one is for its reader to find out.
final class BlobStream extends InputStream {
  /// After so many further bytes a new break is the first again.
  private static final long ENOUGH = 1 << 20;

  private static final int MOST_BREAKS = 100;

  private final BlobPlaces places;
  private final RetryPolicy policy;
  private final Purpose purpose;
  private final long size;
  private @Nullable Response response;
  private long count;
  private long atLastBreak;
  private int breaks;
  private int allBreaks;

  private BlobStream(BlobPlaces places, RetryPolicy policy, Purpose purpose, long size) {
    this.places = places;
    this.policy = policy;
    this.purpose = purpose;
    this.size = size;
  }

  /// @throws RegistryException it is not there
  static BlobStream open(BlobPlaces places, RetryPolicy policy, Purpose purpose, long size)
      throws IOException, InterruptedException {
    var stream = new BlobStream(places, policy, purpose, size);
    stream.response = stream.request();
    return stream;
  }

  private Response request() throws IOException, InterruptedException {
    Response answer = places.open(count);
    boolean whole = answer.status() == 200;
    if (!whole && answer.status() != 206) {
      try (answer) {
        throw Failures.of(answer, purpose);
      }
    }
    if (whole && count > 0) {
      answer.body().skipNBytes(count); // A server that knows no ranges begins at the beginning.
    }
    return answer;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      try {
        return readOnce(bytes, offset, length);
      } catch (InterruptedIOException interrupted) {
        throw interrupted;
      } catch (IOException broken) {
        resume(broken);
      } catch (InterruptedException interrupted) {
        throw interrupted();
      }
    }
  }

  private int readOnce(byte[] bytes, int offset, int length)
      throws IOException, InterruptedException {
    if (count == size) {
      return -1;
    }
    if (response == null) {
      response = request();
    }
    int read = response.body().read(bytes, offset, (int) Math.min(length, size - count));
    if (read < 0) {
      throw new IOException("the connection was closed");
    }
    count += read;
    return read;
  }

  private void resume(IOException broken) throws IOException {
    try {
      pause(broken);
    } catch (InterruptedException interrupted) {
      throw interrupted();
    }
  }

  private void pause(IOException broken) throws InterruptedException {
    close();
    breaks = count - atLastBreak > ENOUGH ? 1 : breaks + 1;
    atLastBreak = count;
    if (breaks >= policy.attempts() || ++allBreaks >= MOST_BREAKS) {
      throw Failures.of(
          new IOException(
              "broke off after " + count + " of " + size + " bytes: " + broken.getMessage(),
              broken),
          purpose);
    }
    Thread.sleep(policy.after(breaks));
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted");
  }

  @Override
  public void close() {
    if (response != null) {
      response.close();
      response = null;
    }
  }
}
