package dev.slipway.image.archive;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.layer.LinkTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Image archives made by hand.
public final class TinyArchive {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LayerTarWriter tar = new LayerTarWriter(bytes);

  public TinyArchive file(String path, byte[] content) throws IOException {
    var entry = LayerEntry.file(ImagePath.of("/" + path), 0644, content.length);
    tar.add(entry, new ByteArrayInputStream(content));
    return this;
  }

  public TinyArchive file(String path, String content) throws IOException {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  public TinyArchive link(String path, String target) throws IOException {
    tar.add(LayerEntry.symlink(ImagePath.of("/" + path), LinkTarget.of(target)), null);
    return this;
  }

  /// A blob of an OCI layout, under its digest.
  public TinyArchive blob(byte[] content) throws IOException {
    return file("blobs/sha256/" + Digest.sha256(content).hex(), content);
  }

  public TinyArchive blob(String content) throws IOException {
    return blob(content.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] bytes() throws IOException {
    tar.finish();
    return bytes.toByteArray();
  }

  /// A config as old tools wrote it, with members that nothing reads.
  public static String config(byte[]... layers) {
    String diffIds =
        Arrays.stream(layers)
            .map(layer -> "\"" + Digest.sha256(layer) + "\"")
            .collect(Collectors.joining(","));
    return "{ \"architecture\": \"amd64\", \"os\": \"linux\", \"docker_version\": \"1.13\","
        + " \"created\": \"2026-01-02T03:04:05Z\", \"config\": {\"Cmd\": [\"sh\"]},"
        + " \"rootfs\": {\"type\": \"layers\", \"diff_ids\": ["
        + diffIds
        + "]}, \"history\": []}";
  }

  public static String manifestJson(String config, String tags, String... layers) {
    return "[{\"Config\":\""
        + config
        + "\",\"RepoTags\":"
        + tags
        + ",\"Layers\":["
        + List.of(layers).stream().map(l -> "\"" + l + "\"").collect(Collectors.joining(","))
        + "]}]";
  }

  public static String descriptor(String mediaType, byte[] content, String more) {
    return "{\"mediaType\":\""
        + mediaType
        + "\",\"digest\":\""
        + Digest.sha256(content)
        + "\",\"size\":"
        + content.length
        + more
        + "}";
  }

  public static String descriptor(String mediaType, String content, String more) {
    return descriptor(mediaType, content.getBytes(StandardCharsets.UTF_8), more);
  }

  public static String ociManifest(String config, String layers) {
    return "{\"schemaVersion\":2,\"config\":"
        + descriptor("application/vnd.oci.image.config.v1+json", config, "")
        + ",\"layers\":["
        + layers
        + "]}";
  }

  public static String index(String... descriptors) {
    return "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", descriptors) + "]}";
  }
}
