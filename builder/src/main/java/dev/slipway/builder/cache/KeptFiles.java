package dev.slipway.builder.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// The files of one directory of which only the newest are kept.
public final class KeptFiles {
  private KeptFiles() {}

  private record Kept(Path file, FileTime at, long size) {}

  /// The newest one always stays.
  public static void dropOldest(Path directory, int most, long mostBytes) throws IOException {
    List<Kept> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        all.add(new Kept(file, Files.getLastModifiedTime(file), Files.size(file)));
      }
    } catch (NoSuchFileException droppedByAnother) {
      return;
    }
    all.sort((one, other) -> other.at().compareTo(one.at()));
    long bytes = 0;
    for (int i = 0; i < all.size(); i++) {
      bytes += all.get(i).size();
      if (i >= most || (i > 0 && bytes > mostBytes)) {
        Files.deleteIfExists(all.get(i).file());
      }
    }
  }
}
