package dev.slipway.engine.system;

import dev.slipway.builder.cache.CacheCheck;
import dev.slipway.builder.cache.Durability;
import dev.slipway.engine.container.Containers;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Digest;
import dev.slipway.image.store.Findings;
import dev.slipway.image.store.Findings.Finding;
import dev.slipway.image.store.Findings.Severity;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.DamagedContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Compares the whole store with itself, and repairs it: `slipway system check`.
public final class SystemCheck {
  /// One repair may bring another finding to light: a damaged blob is removed, then its image lacks
  /// it, then nothing needs its other layers.
  private static final int ROUNDS = 5;

  private final SlipwayLocations locations;

  public SystemCheck(SlipwayLocations locations) {
    this.locations = locations;
  }

  /// What a check came to.
  ///
  /// @param findings in the order in which they were found, those of repairs after the others
  /// @param repaired those of them that are no more
  /// @param counts how many of each kind of thing were looked at
  public record Report(List<Finding> findings, Set<Finding> repaired, Map<String, Integer> counts) {
    /// Copies the collections.
    public Report {
      findings = List.copyOf(findings);
      repaired = Set.copyOf(repaired);
      counts = new TreeMap<>(counts);
    }

    /// Whether nothing is left but what takes space.
    public boolean sound() {
      return findings.stream()
          .allMatch(finding -> finding.severity() == Severity.UNUSED || repaired.contains(finding));
    }
  }

  public Report run(boolean repair) throws IOException {
    try (ImageStore store = ImageStore.open(locations.root())) {
      Findings first = check(store);
      List<Finding> all = new ArrayList<>(first.all());
      Set<Finding> repaired = new HashSet<>();
      Findings now = first;
      for (int round = 0; repair && round < ROUNDS && repair(now, repaired); round++) {
        now = check(store);
        all.addAll(now.all().stream().filter(finding -> finding.repair() != null).toList());
      }
      return new Report(all, repaired, first.counts());
    }
  }

  /// Whether there was anything to repair.
  private static boolean repair(Findings findings, Set<Finding> repaired) throws IOException {
    boolean any = false;
    for (Finding finding : findings.all()) {
      if (finding.repair() != null) {
        finding.repair().run();
        repaired.add(finding);
        any = true;
      }
    }
    return any;
  }

  private Findings check(ImageStore store) throws IOException {
    var findings = new Findings();
    Set<Digest> needed = new HashSet<>(checkContainers(store, findings));
    var cache = new CacheCheck(store, new Durability(store.area("synced")), findings);
    needed.addAll(cache.layers());
    store.check(findings).run(needed);
    cache.run();
    new RecordsCheck(locations.root(), findings).run();
    return findings;
  }

  /// The layers that containers have.
  private Set<Digest> checkContainers(ImageStore store, Findings findings) throws IOException {
    Set<Digest> needed = new HashSet<>();
    List<DamagedContainer> damaged = new ArrayList<>();
    for (Container container : Containers.records(locations).list(damaged::add)) {
      findings.checked("containers");
      for (String layer : container.record().layers()) {
        Digest diffId = Digest.parse(layer);
        needed.add(diffId);
        if (!store.layers().isThere(diffId)) {
          findings.add(
              Severity.MISSING,
              "container " + container.name(),
              "its layer " + diffId.shortHex() + " is gone",
              "load or build its image again, or slipway rm -f " + container.name(),
              null);
        }
      }
    }
    for (DamagedContainer each : damaged) {
      findings.checked("containers");
      findings.add(Severity.DAMAGED, "container", each.message(), each.remedy(), null);
    }
    return needed;
  }
}
