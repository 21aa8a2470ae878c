package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.file.Path;

/// A record's file is there and is not what was written.
final class DamagedRecordException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String reason;

  DamagedRecordException(Path file, Throwable cause) {
    this(file, String.valueOf(cause.getMessage()));
    initCause(cause);
  }

  DamagedRecordException(Path file, String reason) {
    super(file + " is damaged: " + reason);
    this.file = file;
    this.reason = reason;
  }

  DamagedContainer of(ContainerId id) {
    return new DamagedContainer(id, file, "damaged: " + reason);
  }
}
