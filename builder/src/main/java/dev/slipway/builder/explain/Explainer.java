package dev.slipway.builder.explain;

import dev.slipway.builder.MissReason;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.copy.ContentListing;
import dev.slipway.builder.copy.ListedContent;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.builder.lower.Vertex;
import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Env;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Explains the misses of one build, and remembers its steps so that the next one's can be.
///
/// Remembering is one small file for a build; nothing is compared unless it is asked for.
public final class Explainer {
  private final StepRecords records;
  private final Listings listings;
  private final EarlierBuild earlier;
  private final boolean asked;
  private final Dockerfile file;
  private final Map<String, StepSlot> slots;
  private final Map<String, String> bases = new HashMap<>();
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final Map<String, String> titles = new ConcurrentHashMap<>();

  /// @param asked whether misses are explained
  public Explainer(
      StepRecords records,
      Listings listings,
      EarlierBuild earlier,
      boolean asked,
      Dockerfile file,
      List<Vertex> vertices) {
    this.records = records;
    this.listings = listings;
    this.earlier = earlier;
    this.asked = asked;
    this.file = file;
    this.slots = StepSlot.of(vertices);
    for (Vertex vertex : vertices) {
      if (vertex.step() instanceof Step.BaseImage(var name, var image)) {
        bases.put(vertex.title(), familiar(name));
        keys.put(vertex.title(), image.id().hex());
      }
    }
  }

  /// An image of a layout has no name of a registry.
  private static String familiar(String name) {
    return name.contains("://") ? name : ImageReference.parse(name).familiar();
  }

  /// A step whose result the build has, and what it is known by.
  public void met(String title, StepKey key) {
    if (slots.containsKey(title)) {
      keys.put(title, key.hex());
    }
    standsFor(title, key);
  }

  /// Later steps know a step by this key.
  public void standsFor(String title, StepKey key) {
    if (!title.isEmpty()) {
      titles.putIfAbsent(key.hex(), title);
    }
  }

  /// What the last build knew the step at the same place by; null where there was none.
  public @Nullable StepKey earlier(String title) throws IOException {
    StepSlot slot = slots.get(title);
    if (slot == null) {
      return null;
    }
    EarlierStep before = earlier.at(slot);
    before = before == null ? earlier.inPlaceOf(slot, slots.values()) : before;
    return before == null ? null : new StepKey(Digest.ofSha256Hex(before.key()));
  }

  /// What a content was made of.
  public void listed(ListedContent content) throws IOException {
    listings.put(content);
  }

  /// What a content was made of; null where nobody knows any more.
  public @Nullable ContentListing listing(Digest content) throws IOException {
    return listings.find(content);
  }

  /// Why a step is not known; empty where nobody asked.
  ///
  /// @param notLookedUp the option that keeps what is known from being used; null is none
  /// @param parentKey of the step that it stands on
  /// @param parentRan whether that one was not known either
  public List<MissReason> reasons(
      String title,
      StepKey key,
      Map<String, String> inputs,
      StepKey parentKey,
      boolean parentRan,
      @Nullable String notLookedUp)
      throws IOException {
    StepSlot slot = slots.get(title);
    if (!asked || slot == null) {
      return List.of();
    }
    if (inputs.containsKey("resumed")) {
      return List.of(
          new MissReason.NotLookedUp(
              "--resume: it begins with what build " + inputs.get("resumed") + " left"));
    }
    if (notLookedUp != null) {
      return List.of(new MissReason.NotLookedUp(notLookedUp));
    }
    EarlierStep before = earlier.at(slot);
    var reasons = new ArrayList<MissReason>();
    if (before == null) {
      MissReason reason = withoutBefore(title, slot);
      if (reason instanceof MissReason.NeverBuilt) {
        return List.of(reason);
      }
      reasons.add(reason);
    } else if (before.key().equals(key.hex())) {
      return List.of(new MissReason.ResultGone());
    } else {
      Map<String, String> old = records.inputs(new StepKey(Digest.parse("sha256:" + before.key())));
      if (old.isEmpty() && !parentRan) {
        return List.of(new MissReason.ResultGone());
      }
      Map<String, String> known = old.isEmpty() ? inputs : old;
      reasons.addAll(new InputChanges(listings, argumentNames()).between(known, inputs));
      if (!parentRan && !inputs.getOrDefault("parent", "").equals(old.get("parent"))) {
        reasons.add(otherParent(parentKey));
      }
    }
    if (parentRan && dependsOnParent(inputs)) {
      reasons.add(new MissReason.EarlierStepRan(shownTitle(parentKey)));
    }
    return reasons.isEmpty() ? List.of(new MissReason.ResultGone()) : reasons;
  }

  private static boolean dependsOnParent(Map<String, String> inputs) {
    return !inputs.getOrDefault("parent", "any").equals("any");
  }

  private MissReason withoutBefore(String title, StepSlot slot) throws IOException {
    EarlierStep other = earlier.inPlaceOf(slot, slots.values());
    return other == null
        ? new MissReason.NeverBuilt()
        : new MissReason.ValueChanged(
            "instruction", StepSlot.text(other.title()), StepSlot.text(title));
  }

  private MissReason otherParent(StepKey parentKey) throws IOException {
    String title = shownTitle(parentKey);
    StepSlot slot = slots.get(title);
    String base = bases.get(title);
    EarlierStep before = slot == null ? null : earlier.at(slot);
    String now = keys.get(title);
    return base == null || before == null || now == null || before.key().equals(now)
        ? new MissReason.OtherParent(title)
        : new MissReason.BaseChanged(base, shortId(before.key()), shortId(now));
  }

  private String shownTitle(StepKey key) {
    return titles.getOrDefault(key.hex(), "FROM scratch");
  }

  private static String shortId(String hex) {
    return "sha256:" + hex.substring(0, Math.min(12, hex.length()));
  }

  private Set<String> argumentNames() {
    var names = new HashSet<String>();
    file.globalArguments().forEach(each -> add(each, names));
    file.stages()
        .forEach(stage ->
            stage
                .instructions()
                .forEach(instruction -> {
                  if (instruction instanceof Arg argument) {
                    add(argument, names);
                  }
                }));
    file.stages()
        .forEach(stage ->
            stage
                .instructions()
                .forEach(instruction -> {
                  if (instruction instanceof Env environment) {
                    environment.assignments().forEach(each -> names.remove(each.name().text()));
                  }
                }));
    return names;
  }

  private static void add(Arg argument, Set<String> names) {
    argument.definitions().forEach(definition -> names.add(definition.name()));
  }

  /// The work that meets the steps.
  ///
  /// @param <T> what it comes to
  @FunctionalInterface
  public interface Solving<T> {
    T solve() throws IOException, InterruptedException;
  }

  /// Solves, and remembers the steps that the build came to, also where it fails.
  public <T> T remembering(Solving<T> solving) throws IOException, InterruptedException {
    T result;
    try {
      result = solving.solve();
    } catch (IOException | InterruptedException | RuntimeException failure) {
      try {
        earlier.replace(slots, keys);
      } catch (IOException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
    earlier.replace(slots, keys);
    return result;
  }
}
