package dev.slipway.cli.command.build;

import dev.slipway.builder.NamedContext;
import dev.slipway.cli.CommandException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `--build-context name=value`.
final class NamedContexts {
  private static final String LAYOUT = "oci-layout://";
  private static final String TARGET = "target:";
  private static final String IMAGE = "docker-image://";

  private NamedContexts() {}

  static Map<String, NamedContext> of(List<String> words) {
    Map<String, NamedContext> contexts = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw wrong(
            "invalid context value: " + word + ", expected key=value", "write NAME=DIRECTORY");
      }
      contexts.put(word.substring(0, equals), context(word, word.substring(equals + 1)));
    }
    return contexts;
  }

  private static NamedContext context(String word, String value) {
    if (value.startsWith(IMAGE)) {
      try {
        return new NamedContext.ImageName(ImageReference.parse(value.substring(IMAGE.length())));
      } catch (ImageReferenceException mistake) {
        throw wrong(word + ": " + mistake.getMessage(), mistake.hint());
      }
    }
    if (value.startsWith(LAYOUT)) {
      return layout(value.substring(LAYOUT.length()));
    }
    if (value.startsWith(TARGET)) {
      return new NamedContext.StageName(value.substring(TARGET.length()));
    }
    if (ContextAddress.isRemote(value)) {
      return new NamedContext.Fetched(ContextAddress.remote(value));
    }
    Path path = Path.of(value).toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      throw wrong(
          "failed to get build context "
              + word.substring(0, word.indexOf('='))
              + ": stat "
              + value
              + ": "
              + (Files.exists(path) ? "not a directory" : "no such file or directory"),
          "name a directory that is there");
    }
    return new NamedContext.Directory(path);
  }

  /// `PATH`, `PATH:TAG` or `PATH@DIGEST`.
  private static NamedContext layout(String text) {
    int at = text.indexOf('@');
    int colon = at < 0 ? text.lastIndexOf(':') : at;
    boolean named = colon > text.lastIndexOf('/') || at >= 0;
    Path path = Path.of(named ? text.substring(0, colon) : text).toAbsolutePath().normalize();
    return new NamedContext.Layout(path, named ? text.substring(colon + 1) : null);
  }

  private static CommandException wrong(
      String message, @org.jspecify.annotations.Nullable String hint) {
    return new CommandException("ERROR: failed to build: " + message, hint);
  }
}
