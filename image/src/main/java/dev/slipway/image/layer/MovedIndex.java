package dev.slipway.image.layer;

/// The index of a tar that is another one but for a few files, whose new bytes may have moved all
/// that stands behind them.
final class MovedIndex {
  private final LayerIndex before;
  private final ByteSink data = new ByteSink();
  private final int[] starts;
  private int done;
  private long distance;
  private long fileBytes;

  /// @param before each path once, by path
  MovedIndex(LayerIndex before) {
    this.before = before;
    this.starts = new int[before.size()];
    this.fileBytes = before.fileBytes();
  }

  /// @param place where the new bytes would begin if nothing before them had moved
  /// @param end where the next entry began
  void replace(int number, LayerEntry old, LayerEntry changed, long place, long end) {
    copyUntil(number);
    starts[done++] = data.size();
    EntryCodec.encode(changed.withData(changed.size(), place + distance), data);
    fileBytes += changed.size() - old.size();
    distance += TarHeader.padded(place + changed.size()) - end;
  }

  /// @param changed an entry without bytes
  /// @param longer by how much its headers are longer than they were
  void replaceHeaders(int number, LayerEntry changed, long longer) {
    copyUntil(number);
    starts[done++] = data.size();
    EntryCodec.encode(changed, data);
    distance += longer;
  }

  private void copyUntil(int number) {
    for (; done < number; done++) {
      starts[done] = data.size();
      if (distance != 0 && before.isFile(done)) {
        before.copyMoved(data, done, distance);
      } else {
        before.copyTo(data, done);
      }
    }
  }

  LayerIndex finish() {
    copyUntil(starts.length);
    int[] byPath = new int[starts.length];
    for (int i = 0; i < byPath.length; i++) {
      byPath[i] = i;
    }
    return new LayerIndex(data.toByteArray(), starts, byPath, fileBytes);
  }
}
