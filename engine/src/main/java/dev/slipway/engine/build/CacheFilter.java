package dev.slipway.engine.build;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.cache.CacheEntry;
import dev.slipway.engine.vocabulary.PointInTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// buildx's filters of the build cache: `until=24h` (not used since), `type=exec.cachemount`, `id=`
/// (a regular expression), `description=`, `parents=`, and `inuse`, `mutable`, `immutable`,
/// `shared`, `private` with `true` or `false`. `!=` turns one round, `~=` is a regular expression.
record CacheFilter(List<Predicate<CacheEntry>> parts) implements Predicate<CacheEntry> {
  private static final Pattern FORM = Pattern.compile("([a-z-]+)(!=|~=|==?)(.*)", Pattern.DOTALL);

  CacheFilter {
    parts = List.copyOf(parts);
  }

  static CacheFilter parse(List<String> filters) {
    var parts = new ArrayList<Predicate<CacheEntry>>();
    for (String filter : filters) {
      var matcher = FORM.matcher(filter);
      if (!matcher.matches()) {
        throw invalid(filter);
      }
      Predicate<CacheEntry> part =
          part(filter, matcher.group(1), matcher.group(2), matcher.group(3));
      parts.add(matcher.group(2).equals("!=") ? part.negate() : part);
    }
    return new CacheFilter(parts);
  }

  private static Predicate<CacheEntry> part(
      String filter, String key, String operator, String value) {
    boolean pattern = operator.equals("~=");
    return switch (key) {
      case "until", "unused-for" -> {
        Instant limit = PointInTime.parse(value);
        yield entry -> entry.lastUsed().isBefore(limit);
      }
      case "id" -> {
        Pattern id = expression(value);
        yield entry -> id.matcher(entry.id()).find();
      }
      case "type" -> {
        Predicate<String> type = text(value, pattern);
        yield entry -> type.test(entry.kind().toString());
      }
      case "description" -> {
        Predicate<String> description = text(value, pattern);
        yield entry -> description.test(entry.description());
      }
      case "parents" -> entry -> entry.parents().stream().anyMatch(id -> id.startsWith(value));
      case "inuse" -> truth(filter, value, CacheEntry::inUse);
      case "shared" -> truth(filter, value, CacheEntry::shared);
      case "private" -> truth(filter, value, entry -> !entry.shared());
      case "mutable" -> truth(filter, value, CacheEntry::mutable);
      case "immutable" -> truth(filter, value, entry -> !entry.mutable());
      default -> throw invalid(filter);
    };
  }

  private static Predicate<String> text(String value, boolean pattern) {
    return pattern ? expression(value).asPredicate() : value::equals;
  }

  private static Pattern expression(String value) {
    try {
      return Pattern.compile(value);
    } catch (PatternSyntaxException malformed) {
      throw BuildException.of(
          "invalid filter: " + value + " is no regular expression: " + malformed.getDescription());
    }
  }

  private static Predicate<CacheEntry> truth(
      String filter, String value, Predicate<CacheEntry> property) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> property;
      case "false", "0" -> property.negate();
      default -> throw invalid(filter);
    };
  }

  private static BuildException invalid(String filter) {
    return BuildException.of(
        "invalid filter '" + filter + "'",
        "known here: until=24h, type=, id=, description=, parents=, and inuse, shared, private,"
            + " mutable, immutable with true or false");
  }

  @Override
  public boolean test(CacheEntry entry) {
    for (Predicate<CacheEntry> part : parts) {
      if (!part.test(entry)) {
        return false;
      }
    }
    return true;
  }
}
