package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.store.ImageStore;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A layer that is compressed while it is uploaded: one thread writes it to a file, and whoever
/// uploads reads behind it, and reads again where an upload is taken up.
final class CompressedLayer implements UploadSource, AutoCloseable {
  private final Path file;
  private final PushedForm form;
  private long written;
  private @Nullable Digest digest;
  private @Nullable Throwable failure;

  private CompressedLayer(Path file, PushedForm form) {
    this.file = file;
    this.form = form;
  }

  /// Begins to compress. Closing it removes the file; close the scope before.
  static CompressedLayer begin(TaskScope scope, ImageStore store, Digest diffId, PushedForm form)
      throws IOException {
    Path file = store.temporary("push");
    Files.createFile(file);
    var layer = new CompressedLayer(file, form);
    scope.fork(() -> {
      layer.compress(store, diffId);
      return layer;
    });
    return layer;
  }

  private void compress(ImageStore store, Digest diffId) {
    try (InputStream tar = store.layers().openTar(diffId);
        var sink = DigestingOutputStream.beside(new Growing(Files.newOutputStream(file)))) {
      try (OutputStream compressor = form.compress(new Unclosed(sink))) {
        tar.transferTo(compressor);
      }
      end(sink.digest(), null);
    } catch (IOException | RuntimeException failed) {
      end(null, failed);
    }
  }

  private synchronized void end(@Nullable Digest found, @Nullable Throwable failed) {
    digest = found;
    failure = failed;
    notifyAll();
  }

  private synchronized void grow(int count) {
    written += count;
    notifyAll();
  }

  /// Waits until there are more bytes than `position`, or there will be no more.
  private synchronized long awaitMoreThan(long position) throws IOException {
    try {
      while (written <= position && digest == null && failure == null) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compressing");
    }
    check();
    return written;
  }

  private void check() throws IOException {
    if (failure != null) {
      throw new IOException("compressing failed: " + failure.getMessage(), failure);
    }
  }

  @Override
  public synchronized long length() {
    return digest == null ? -1 : written;
  }

  @Override
  public synchronized long awaitLength() throws IOException, InterruptedException {
    while (digest == null && failure == null) {
      wait();
    }
    check();
    return written;
  }

  @Override
  public synchronized Digest digest() throws IOException, InterruptedException {
    long _ = awaitLength();
    if (digest == null) {
      throw new IllegalStateException("a finished layer has a digest");
    }
    return digest;
  }

  Descriptor descriptor() throws IOException, InterruptedException {
    return Descriptor.of(form.mediaType(), digest(), awaitLength());
  }

  @Override
  public InputStream open(long from) throws IOException {
    return new Following(from);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }

  /// Says after each write how much there is.
  private final class Growing extends OutputStream {
    private final OutputStream out;

    Growing(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      grow(length);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /// Lets the compressor end without ending the digest below it.
  private static final class Unclosed extends OutputStream {
    private final OutputStream out;

    Unclosed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }
  }

  /// Reads behind the writer.
  private final class Following extends InputStream {
    private final RandomAccessFile in;
    private long position;

    Following(long from) throws IOException {
      this.in = new RandomAccessFile(file.toFile(), "r");
      this.position = from;
      in.seek(from);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      long there = awaitMoreThan(position);
      if (there <= position) {
        return -1;
      }
      int read = in.read(bytes, offset, (int) Math.min(length, there - position));
      position += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
