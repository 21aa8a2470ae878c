package dev.slipway.image.store;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Layer tars of a few small files.
public final class TinyLayer {
  private TinyLayer() {}

  public static byte[] tar(Map<String, String> files) {
    var bytes = new ByteArrayOutputStream();
    try {
      var tar = new LayerTarWriter(bytes);
      for (var file : new TreeMap<>(files).entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        tar.add(
            LayerEntry.file(ImagePath.of(file.getKey()), 0644, content.length),
            new ByteArrayInputStream(content));
      }
      tar.finish();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  public static byte[] tar(String path, String content) {
    return tar(Map.of(path, content));
  }
}
