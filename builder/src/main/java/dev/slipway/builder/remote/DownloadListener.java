package dev.slipway.builder.remote;

/// Is told of files on their way from the web.
@FunctionalInterface
public interface DownloadListener {
  /// Is told nothing.
  DownloadListener NONE = address -> Download.NONE;

  /// @param address without a password
  Download begins(String address);

  /// One file on its way.
  interface Download {
    /// Is told nothing.
    Download NONE =
        new Download() {
          @Override
          public void came(long bytes, long total) {}

          @Override
          public void ended() {}

          @Override
          public void failed(String why) {}
        };

    /// @param bytes that have come
    /// @param total 0 where the server does not say it
    void came(long bytes, long total);

    void ended();

    void failed(String why);
  }
}
