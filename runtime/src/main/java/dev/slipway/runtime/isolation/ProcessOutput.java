package dev.slipway.runtime.isolation;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pollable;
import dev.slipway.linux.Readiness;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a container's processes print, passed on by this thread.
final class ProcessOutput {
  /// How long an interrupt may go unseen while nothing is printed.
  private static final long LOOK_MILLIS = 20;

  private static final int TAIL_BYTES = 1024;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ProcessGroup group;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private String lastError = "";

  ProcessOutput(ProcessGroup group) {
    this.group = group;
  }

  private record Stream(OpenFile source, OutputStream sink, boolean isError) {}

  /// Copies both streams to their ends, then takes the exit code. On any failure the group is
  /// killed first.
  int await(OpenFile output, OutputStream stdout, OpenFile errors, OutputStream stderr)
      throws IOException, InterruptedException {
    try {
      copy(
          new ArrayList<>(
              List.of(new Stream(output, stdout, false), new Stream(errors, stderr, true))));
    } catch (IOException | InterruptedException | RuntimeException failure) {
      group.kill();
      throw failure;
    }
    return group.waitFor();
  }

  private void copy(List<Stream> open) throws IOException, InterruptedException {
    while (!open.isEmpty()) {
      List<Pollable> sources = new ArrayList<>();
      for (Stream stream : open) {
        sources.add(stream.source());
      }
      var ready = Readiness.await(sources, LOOK_MILLIS);
      if (Thread.interrupted()) {
        throw new InterruptedException("the step was cancelled");
      }
      for (int i = open.size() - 1; i >= 0; i--) {
        if (ready.get(i) && !pass(open.get(i))) {
          open.remove(i);
        }
      }
    }
  }

  /// What was last printed as an error, or its end.
  String lastError() {
    return lastError;
  }

  /// @return false at the end
  private boolean pass(Stream stream) throws IOException {
    int count = read(stream.source());
    if (count < 0) {
      return false;
    }
    stream.sink().write(buffer, 0, count);
    if (stream.isError()) {
      int start = Math.max(0, count - TAIL_BYTES);
      lastError = new String(buffer, start, count - start, StandardCharsets.UTF_8);
    }
    return true;
  }

  private int read(OpenFile source) throws LinuxException {
    return source.read(buffer, 0, buffer.length);
  }
}
