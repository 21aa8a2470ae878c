package dev.slipway.runtime.run;

import java.io.IOException;
import java.util.function.Consumer;

/// What containers wrote to their standard streams.
public final class ContainerLogs {
  private final ContainerRecords records;

  public ContainerLogs(ContainerRecords records) {
    this.records = records;
  }

  /// Hands over the log, line by line in the order in which it was written.
  public void read(ContainerId id, LogQuery query, Consumer<LogLine> sink)
      throws IOException, InterruptedException {
    var files = new LogFiles(records.files(id).log());
    new LogReader(files, query, sink)
        .read(LogTail.start(files, query.tail()), () -> query.follow() && writes(id));
  }

  private boolean writes(ContainerId id) throws IOException {
    return records.find(id).map(Container::running).orElse(false);
  }
}
