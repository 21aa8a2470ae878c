package dev.slipway.engine.build;

import dev.slipway.builder.remote.DownloadListener;
import dev.slipway.builder.solve.Progress;

/// Shows each file that a build fetches from the web as a step of its own, as BuildKit does.
record ShownDownloads(Progress progress) implements DownloadListener {
  @Override
  public Download begins(String address) {
    Progress.Entry entry = progress.entry(address).started();
    return new Download() {
      @Override
      public void came(long bytes, long total) {
        entry.transfer("downloading", bytes, total, total > 0 && bytes == total);
      }

      @Override
      public void ended() {
        entry.finished();
      }

      @Override
      public void failed(String why) {
        entry.failed(why);
      }
    };
  }
}
