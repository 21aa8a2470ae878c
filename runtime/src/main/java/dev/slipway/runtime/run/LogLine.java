package dev.slipway.runtime.run;

import java.io.IOException;
import java.io.OutputStream;

/// One record of a container's log.
public final class LogLine {
  private final String time;
  private final boolean error;
  private final byte[] text;
  private final boolean whole;

  LogLine(String time, boolean error, byte[] text, boolean whole) {
    this.time = time;
    this.error = error;
    this.text = text;
    this.whole = whole;
  }

  /// As conmon wrote it: RFC 3339 with nanoseconds.
  public String time() {
    return time;
  }

  /// Whether it came from standard error.
  public boolean error() {
    return error;
  }

  /// Whether the line ends here; else the next record of the stream continues it.
  public boolean whole() {
    return whole;
  }

  /// Writes the text, without the line's end.
  public void writeTo(OutputStream stream) throws IOException {
    stream.write(text);
  }
}
