package dev.slipway.engine.image;

import dev.slipway.engine.vocabulary.UntilTime;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import dev.slipway.image.store.StoredImages;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `--filter` of `images` and `image prune`: values of one key are alternatives, but for labels,
/// which must all hold.
final class ImageFilter {
  private static final Set<String> LISTING =
      Set.of("dangling", "reference", "label", "label!", "before", "since", "until");
  private static final Set<String> PRUNE = Set.of("dangling", "label", "label!", "until");

  private final ImageStore store;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<GoPathPattern> references = new ArrayList<>();
  private final @Nullable Instant before;
  private final @Nullable Instant since;
  private final @Nullable Instant until;

  private ImageFilter(ImageStore store, List<String> filters, Set<String> known)
      throws IOException {
    this.store = store;
    for (String filter : filters) {
      add(filter, known);
    }
    dangling();
    of("reference").forEach(pattern -> references.add(GoPathPattern.compile(pattern)));
    before = createdOf("before");
    since = createdOf("since");
    until =
        of("until").isEmpty() ? null : UntilTime.parse(of("until").getLast(), Clock.systemUTC());
  }

  static ImageFilter forListing(ImageStore store, List<String> filters) throws IOException {
    return new ImageFilter(store, filters, LISTING);
  }

  static ImageFilter forPrune(ImageStore store, List<String> filters) throws IOException {
    return new ImageFilter(store, filters, PRUNE);
  }

  private void add(String filter, Set<String> known) {
    int equals = filter.indexOf('=');
    if (equals < 0) {
      throw new ImageException(
          "bad format of filter (expected name=value)", "write --filter name=value");
    }
    String key = filter.substring(0, equals).strip();
    if (!known.contains(key)) {
      throw new ImageException(
          "invalid filter '" + key + "'",
          "known here: " + String.join(", ", known.stream().sorted().toList()));
    }
    values.computeIfAbsent(key, _ -> new ArrayList<>()).add(filter.substring(equals + 1).strip());
  }

  private List<String> of(String key) {
    return values.getOrDefault(key, List.of());
  }

  /// What `dangling` asks for, where it is given.
  Optional<Boolean> dangling() {
    if (of("dangling").isEmpty()) {
      return Optional.empty();
    }
    String value = of("dangling").getLast();
    return Optional.of(
        switch (value) {
          case "true", "1" -> true;
          case "false", "0" -> false;
          default ->
              throw new ImageException(
                  "invalid filter 'dangling=[" + value + "]'", "write dangling=true or false");
        });
  }

  private @Nullable Instant createdOf(String key) throws IOException {
    if (of(key).isEmpty()) {
      return null;
    }
    String image = of(key).getLast();
    return store
        .images()
        .findEntry(image)
        .orElseThrow(() -> StoredImages.noSuchImage(image))
        .created()
        .orElse(Instant.EPOCH);
  }

  boolean accepts(NamedImage entry) throws IOException {
    Optional<Boolean> dangling = dangling();
    if (dangling.isPresent() && dangling.get() != entry.reference().isEmpty()) {
      return false;
    }
    return (references.isEmpty() || entry.reference().filter(this::matches).isPresent())
        && acceptsImage(entry);
  }

  /// The filters that look at the image and not at its name.
  boolean acceptsImage(NamedImage entry) throws IOException {
    Instant created = entry.created().orElse(Instant.EPOCH);
    return (before == null || created.isBefore(before))
        && (since == null || created.isAfter(since))
        && (until == null || created.isBefore(until))
        && acceptsLabels(entry);
  }

  private boolean matches(ImageReference reference) {
    return references.stream()
        .anyMatch(pattern ->
            pattern.matches(reference.familiar()) || pattern.matches(reference.familiarName()));
  }

  private boolean acceptsLabels(NamedImage entry) throws IOException {
    if (of("label").isEmpty() && of("label!").isEmpty()) {
      return true;
    }
    Map<String, String> labels = store.images().read(entry.descriptor()).config().config().labels();
    return of("label").stream().allMatch(label -> has(labels, label))
        && of("label!").stream().noneMatch(label -> has(labels, label));
  }

  private static boolean has(Map<String, String> labels, String wanted) {
    int equals = wanted.indexOf('=');
    return equals < 0
        ? labels.containsKey(wanted)
        : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
  }
}
