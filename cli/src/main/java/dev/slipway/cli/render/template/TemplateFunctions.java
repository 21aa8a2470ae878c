package dev.slipway.cli.render.template;

import dev.slipway.cli.render.GoNil;
import dev.slipway.cli.render.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/// Go's and Docker's template functions.
final class TemplateFunctions {
  private TemplateFunctions() {}

  /// What a function refuses; the evaluator adds where.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  static boolean isKnown(String name) {
    return switch (name) {
      case "and",
          "or",
          "not",
          "len",
          "index",
          "slice",
          "print",
          "printf",
          "println",
          "html",
          "js",
          "urlquery",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge",
          "json",
          "split",
          "join",
          "title",
          "lower",
          "upper",
          "pad",
          "truncate" ->
          true;
      default -> false;
    };
  }

  /// Functions that change how a field looks, but not its heading.
  static boolean leavesHeadings(String name) {
    return switch (name) {
      case "json", "split", "join", "title", "lower", "upper", "pad", "truncate" -> true;
      default -> false;
    };
  }

  static @Nullable Object call(String name, List<? extends @Nullable Object> given) {
    return switch (name) {
      case "and" -> lastUntil(given, false);
      case "or" -> lastUntil(given, true);
      case "not" -> !isTrue(argument(given, 0));
      case "len" -> length(argument(given, 0));
      case "index" -> index(given);
      case "slice" -> slice(given);
      case "print" -> print(given);
      case "println" -> String.join(" ", texts(given)) + "\n";
      case "printf" ->
          TemplateText.format(
              text(given, 0), given.subList(Math.min(1, given.size()), given.size()));
      case "eq" -> isAnyEqual(given);
      case "ne" -> !Objects.equals(argument(given, 0), argument(given, 1));
      case "lt" -> compare(given) < 0;
      case "le" -> compare(given) <= 0;
      case "gt" -> compare(given) > 0;
      case "ge" -> compare(given) >= 0;
      case "json" -> JsonText.compact(argument(given, 0));
      default -> callOnText(name, given);
    };
  }

  private static Object callOnText(String name, List<? extends @Nullable Object> given) {
    return switch (name) {
      case "split" ->
          List.of(
              (Object[]) text(given, 0).split(java.util.regex.Pattern.quote(text(given, 1)), -1));
      case "join" -> join(argument(given, 0), text(given, 1));
      case "title" -> title(text(given, 0));
      case "lower" -> text(given, 0).toLowerCase(Locale.ROOT);
      case "upper" -> text(given, 0).toUpperCase(Locale.ROOT);
      case "pad" -> " ".repeat(number(given, 1)) + text(given, 0) + " ".repeat(number(given, 2));
      case "truncate" -> {
        String text = text(given, 0);
        yield text.substring(0, Math.min(text.length(), Math.max(0, number(given, 1))));
      }
      case "html" -> html(text(given, 0));
      case "urlquery" ->
          java.net.URLEncoder.encode(text(given, 0), java.nio.charset.StandardCharsets.UTF_8);
      default -> throw new Refused(name + " is not there yet");
    };
  }

  private static @Nullable Object argument(List<? extends @Nullable Object> given, int index) {
    if (index >= given.size()) {
      throw new Refused(
          "wrong number of args: want at least " + (index + 1) + " got " + given.size());
    }
    return given.get(index);
  }

  private static String text(List<? extends @Nullable Object> given, int index) {
    Object value = argument(given, index);
    return value == null ? "" : TemplateText.print(value);
  }

  private static int number(List<? extends @Nullable Object> given, int index) {
    if (argument(given, index) instanceof Long number) {
      return Math.toIntExact(number);
    }
    throw new Refused("expected integer; found " + text(given, index));
  }

  private static List<String> texts(List<? extends @Nullable Object> values) {
    var texts = new ArrayList<String>();
    for (Object value : values) {
      texts.add(value == null ? "<nil>" : TemplateText.print(value));
    }
    return texts;
  }

  /// Go's `Sprint`: a blank between two values unless one of them is a text.
  private static String print(List<? extends @Nullable Object> values) {
    var text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      boolean blank =
          i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String);
      text.append(blank ? " " : "").append(texts(values).get(i));
    }
    return text.toString();
  }

  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case GoNil _ -> false;
      case Boolean truth -> truth;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  private static @Nullable Object lastUntil(List<? extends @Nullable Object> given, boolean truth) {
    Object last = argument(given, 0);
    for (int i = 1; i < given.size() && isTrue(last) != truth; i++) {
      last = given.get(i);
    }
    return last;
  }

  private static long length(@Nullable Object value) {
    return switch (value) {
      case String text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case GoNil nil when nil != GoNil.POINTER -> 0;
      case null, default -> throw new Refused("len of type " + TemplateText.print(value));
    };
  }

  private static @Nullable Object index(List<? extends @Nullable Object> given) {
    Object value = argument(given, 0);
    for (int i = 1; i < given.size(); i++) {
      value = element(value, given.get(i));
    }
    return value;
  }

  @NullUnmarked // The elements of a value of unknown type.
  private static Object element(Object value, Object key) {
    if (value instanceof Map<?, ?> map) {
      Object found = map.get(TemplateText.print(key));
      return found == null ? "" : found;
    }
    if (value == GoNil.MAP) {
      return "";
    }
    if (value instanceof List<?> list && key instanceof Long position) {
      if (position < 0 || position >= list.size()) {
        throw new Refused("index out of range: " + position);
      }
      return list.get(position.intValue());
    }
    if (value == GoNil.SLICE) {
      throw new Refused("index out of range: " + key);
    }
    throw new Refused(value == null ? "index of untyped nil" : "can't index item of this type");
  }

  private static Object slice(List<? extends @Nullable Object> given) {
    Object value = argument(given, 0);
    int from = given.size() > 1 ? number(given, 1) : 0;
    int size = (int) length(value);
    int to = given.size() > 2 ? number(given, 2) : size;
    if (from < 0 || to > size || from > to) {
      throw new Refused("index out of range: " + Math.max(from, to));
    }
    return value instanceof List<?> list
        ? list.subList(from, to)
        : TemplateText.print(value).substring(from, to);
  }

  private static boolean isAnyEqual(List<? extends @Nullable Object> given) {
    Object first = argument(given, 0);
    argument(given, 1);
    for (Object other : given.subList(1, given.size())) {
      if (Objects.equals(first, other)) {
        return true;
      }
      if (first != null && other != null && first.getClass() != other.getClass()) {
        throw new Refused("incompatible types for comparison");
      }
    }
    return false;
  }

  private static int compare(List<? extends @Nullable Object> given) {
    Object left = argument(given, 0);
    Object right = argument(given, 1);
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (left instanceof String a && right instanceof String b) {
      return a.compareTo(b);
    }
    if (left instanceof Number a && right instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    throw new Refused("incompatible types for comparison");
  }

  private static String join(@Nullable Object values, String separator) {
    if (values instanceof List<?> list) {
      return String.join(separator, texts(list));
    }
    if (values == GoNil.SLICE) {
      return "";
    }
    throw new Refused("join wants a list, not " + TemplateText.print(values));
  }

  private static String title(String text) {
    var titled = new StringBuilder(text);
    for (int i = 0; i < titled.length(); i++) {
      if (i == 0 || titled.charAt(i - 1) == ' ') {
        titled.setCharAt(i, Character.toTitleCase(titled.charAt(i)));
      }
    }
    return titled.toString();
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }
}
