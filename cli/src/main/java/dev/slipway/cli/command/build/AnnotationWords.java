package dev.slipway.cli.command.build;

import dev.slipway.builder.Annotation;
import dev.slipway.builder.Annotation.Place;
import dev.slipway.cli.CommandException;
import dev.slipway.image.ImageException;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `--annotation [PLACE[,PLACE]:]KEY=VALUE`, a place being `manifest`, `index`,
/// `manifest-descriptor` or `index-descriptor`, with `[PLATFORM]` after it.
final class AnnotationWords {
  private static final String PLACE = "[a-z-]+(?:\\[[A-Za-z0-9_/-]+\\])?";
  private static final Pattern KEY =
      Pattern.compile("(?:(" + PLACE + "(?:," + PLACE + ")*):)?(\\S+)");
  private static final Pattern ONE = Pattern.compile("([a-z-]+)(?:\\[([A-Za-z0-9_/-]+)\\])?");

  /// `annotation[-PLACE][[PLATFORM]].KEY`, as an output has it.
  private static final Pattern FIELD =
      Pattern.compile("annotation(?:-([a-z-]+))?(?:\\[([A-Za-z0-9_/-]+)\\])?\\.(\\S+)");

  private AnnotationWords() {}

  static List<Annotation> of(List<String> words) {
    var annotations = new ArrayList<Annotation>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw wrong("invalid annotation \"" + word + "\", expected key=value");
      }
      String value = word.substring(equals + 1);
      Matcher key = KEY.matcher(word.substring(0, equals));
      if (!key.matches()) {
        throw wrong(
            "invalid annotation format, expected <type>:<key>=<value>, got \"" + word + "\"");
      }
      String places = key.group(1) == null ? "manifest" : key.group(1);
      for (String place : places.split(",")) {
        Matcher one = ONE.matcher(place);
        if (!one.matches()) {
          throw wrong("invalid annotation format, expected <type>:<key>=<value>, got " + word);
        }
        annotations.add(annotation(one.group(1), one.group(2), key.group(2), value));
      }
    }
    return annotations;
  }

  static Annotation ofField(String field, String value) {
    Matcher matcher = FIELD.matcher(field);
    if (!matcher.matches()) {
      throw wrong("invalid annotation \"" + field + "\", expected annotation.KEY=value");
    }
    String place = matcher.group(1) == null ? "manifest" : matcher.group(1);
    return annotation(place, matcher.group(2), matcher.group(3), value);
  }

  private static Annotation annotation(
      String place, @Nullable String platform, String key, String value) {
    for (Place each : Place.values()) {
      if (each.text().equals(place)) {
        return new Annotation(each, platform == null ? null : platform(platform), key, value);
      }
    }
    throw wrong("unknown annotation type \"" + place + "\"");
  }

  private static Platform platform(String text) {
    try {
      return Platform.parse(text);
    } catch (ImageException unknown) {
      throw new CommandException("ERROR: failed to build: " + unknown.getMessage(), unknown.hint());
    }
  }

  private static CommandException wrong(String message) {
    return new CommandException(
        "ERROR: failed to build: " + message,
        "write --annotation KEY=VALUE or manifest[linux/amd64]:KEY=VALUE; known are manifest, index,"
            + " manifest-descriptor and index-descriptor");
  }
}
