package dev.slipway.engine.build;

import dev.slipway.builder.lock.DockerfileLock;
import dev.slipway.builder.lock.DockerfileLock.LockedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a lock file says, and what is so now.
public record LockComparison(Path file, DockerfileLock before, DockerfileLock now) {

  /// One line for each thing that differs; none where all is as it was.
  public List<String> differences() {
    var differences = new ArrayList<String>();
    Map<String, String> old = values(before);
    Map<String, String> fresh = values(now);
    var names = new TreeSet<>(old.keySet());
    names.addAll(fresh.keySet());
    for (String name : names) {
      String was = old.get(name);
      String is = fresh.get(name);
      if (was == null) {
        differences.add(name + ": new, " + is);
      } else if (is == null) {
        differences.add(name + ": not needed any more");
      } else if (!Objects.equals(was, is)) {
        differences.add(name + ": " + was + " -> " + is);
      }
    }
    return differences;
  }

  private static Map<String, String> values(DockerfileLock lock) {
    var values = new TreeMap<String, String>();
    lock.images()
        .forEach((name, platforms) ->
            platforms.forEach(
                (platform, image) -> values.put(name + " (" + platform + ")", text(image))));
    values.putAll(lock.downloads());
    values.putAll(lock.repositories());
    return values;
  }

  private static String text(LockedImage image) {
    return image.id().toString();
  }
}
