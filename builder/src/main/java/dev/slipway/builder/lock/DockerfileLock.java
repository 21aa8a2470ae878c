package dev.slipway.builder.lock;

import dev.slipway.builder.BuildException;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.json.JsonAdapters;
import io.avaje.jsonb.JsonType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a `Dockerfile.lock` says. It is JSON, sorted, two blanks a level; the same content is the
/// same text.
///
/// @param images by full name, then by platform
/// @param downloads the checksum of each address's file: `sha256:HEX`
/// @param repositories the commit of each `REMOTE#REF`
public record DockerfileLock(
    SortedMap<String, SortedMap<String, LockedImage>> images,
    SortedMap<String, String> downloads,
    SortedMap<String, String> repositories) {
  private static final int VERSION = 1;

  /// Says nothing.
  public static final DockerfileLock EMPTY =
      new DockerfileLock(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  /// Made when the first lock is read: most builds have none.
  private static final class Parser {
    static final JsonType<Object> JSON = JsonAdapters.builder().build().type(Object.class);
  }

  /// Copies the maps.
  public DockerfileLock {
    var copied = new TreeMap<String, SortedMap<String, LockedImage>>();
    images.forEach((name, platforms) -> copied.put(name, sorted(platforms)));
    images = Collections.unmodifiableSortedMap(copied);
    downloads = sorted(downloads);
    repositories = sorted(repositories);
  }

  private static <T> SortedMap<String, T> sorted(Map<String, T> values) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /// An image by two digests.
  ///
  /// @param manifest what a registry gives it by
  /// @param id of its config, which is the same however its layers are compressed
  public record LockedImage(Digest manifest, Digest id) {}

  /// This and what `newer` says; of two about one thing the newer.
  public DockerfileLock with(DockerfileLock newer) {
    var allImages = new TreeMap<>(images);
    newer.images.forEach((name, platforms) -> {
      var merged = new TreeMap<>(allImages.getOrDefault(name, new TreeMap<>()));
      merged.putAll(platforms);
      allImages.put(name, merged);
    });
    var allDownloads = new TreeMap<>(downloads);
    allDownloads.putAll(newer.downloads);
    var allRepositories = new TreeMap<>(repositories);
    allRepositories.putAll(newer.repositories);
    return new DockerfileLock(allImages, allDownloads, allRepositories);
  }

  /// @param name of the file, for what is said of its mistakes
  /// @throws BuildException it is no lock file of this version
  public static DockerfileLock parse(String text, String name) {
    try {
      Map<?, ?> document = (Map<?, ?>) Parser.JSON.fromJson(text);
      if (!(document.get("version") instanceof Number version) || version.intValue() != VERSION) {
        throw wrong(name, "its version is " + document.get("version") + ", not " + VERSION);
      }
      var images = new TreeMap<String, SortedMap<String, LockedImage>>();
      for (var image : map(document, "images").entrySet()) {
        var platforms = new TreeMap<String, LockedImage>();
        for (var platform : ((Map<?, ?>) image.getValue()).entrySet()) {
          Map<?, ?> digests = (Map<?, ?>) platform.getValue();
          platforms.put(
              String.valueOf(platform.getKey()),
              new LockedImage(digest(digests, "manifest"), digest(digests, "id")));
        }
        images.put(String.valueOf(image.getKey()), platforms);
      }
      return new DockerfileLock(
          images, texts(map(document, "downloads")), texts(map(document, "repositories")));
    } catch (BuildException told) {
      throw told;
    } catch (RuntimeException malformed) { // The parser throws many kinds.
      throw wrong(name, String.valueOf(malformed.getMessage())).causedBy(malformed);
    }
  }

  private static Digest digest(Map<?, ?> digests, String name) {
    Object value = digests.get(name);
    if (!(value instanceof String text)) {
      throw new ImageException("an image without " + name);
    }
    return Digest.parse(text);
  }

  private static Map<?, ?> map(Map<?, ?> document, String name) {
    return document.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static SortedMap<String, String> texts(Map<?, ?> map) {
    var texts = new TreeMap<String, String>();
    map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    return texts;
  }

  private static BuildException wrong(String name, String what) {
    return BuildException.of(
        "cannot read " + name + ": " + what, "make it anew: slipway lock --update PATH");
  }

  /// The file's text.
  public String text() {
    var all = new LinkedHashMap<String, Object>();
    all.put("version", VERSION);
    var named = new LinkedHashMap<String, Object>();
    images.forEach((name, platforms) -> {
      var each = new LinkedHashMap<String, Object>();
      platforms.forEach((platform, image) -> {
        var digests = new LinkedHashMap<String, Object>();
        digests.put("manifest", image.manifest().toString());
        digests.put("id", image.id().toString());
        each.put(platform, digests);
      });
      named.put(name, each);
    });
    all.put("images", named);
    all.put("downloads", downloads);
    all.put("repositories", repositories);
    return LockText.of(all);
  }
}
