package dev.slipway.builder.attest;

import dev.slipway.builder.Attestations;
import dev.slipway.builder.Attestations.Provenance;
import dev.slipway.builder.Attestations.Sbom;
import dev.slipway.builder.ImageForm;
import dev.slipway.builder.export.AttestedImages;
import dev.slipway.builder.export.BuiltStage;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes what is said about images, and keeps it in the store.
public final class WrittenAttestations implements AttestedImages {
  private final ImageStore store;
  private final Attestations asked;
  private final BuildFacts facts;
  private final Map<List<Digest>, Contents> contents = new TreeMap<>(WrittenAttestations::byText);

  public WrittenAttestations(ImageStore store, Attestations asked, BuildFacts facts) {
    this.store = store;
    this.asked = asked;
    this.facts = facts;
  }

  private static int byText(List<Digest> one, List<Digest> other) {
    return one.toString().compareTo(other.toString());
  }

  @Override
  public Attested of(BuiltStage built, Image image, ImageForm form) throws IOException {
    var names = new LinkedHashSet<>(facts.names());
    names.addAll(form.names());
    var about =
        new ImageFacts(
            List.copyOf(names),
            image.manifest().digest(),
            image.config().platform(),
            time(image.config().created()));
    Contents found = asked.sbom() == null ? null : contents(image);
    var said = documents(built, about, found);
    return switch (asked.form()) {
      case REFERRERS -> new ReferringManifests(store).write(image, about, said);
      case INDEX -> new AttestationManifest(store).write(image, about, said);
    };
  }

  private static Instant time(@Nullable Instant created) {
    return created == null ? Instant.EPOCH : created;
  }

  /// Looked for once, however many outputs have the image.
  private Contents contents(Image image) throws IOException {
    List<Digest> diffIds = image.config().diffIds();
    Contents known = contents.get(diffIds);
    if (known == null) {
      var layers = new ArrayList<LayerSource>();
      for (Digest diffId : diffIds) {
        layers.add(store.layers().source(diffId));
      }
      known = Contents.read(FileTree.of(layers));
      contents.put(diffIds, known);
    }
    return known;
  }

  /// What is said, in the order in which it is written.
  private List<Said> documents(BuiltStage built, ImageFacts about, @Nullable Contents found) {
    var said = new ArrayList<Said>();
    Sbom sbom = asked.sbom();
    if (sbom != null && found != null) {
      said.add(
          switch (sbom) {
            case SPDX ->
                new Said(
                    SpdxDocument.MEDIA_TYPE,
                    SpdxDocument.PREDICATE,
                    SpdxDocument.of(about, found),
                    "sbom.spdx.json");
            case CYCLONEDX ->
                new Said(
                    CycloneDxDocument.MEDIA_TYPE,
                    CycloneDxDocument.PREDICATE,
                    CycloneDxDocument.of(about, found),
                    "sbom.cdx.json");
          });
    }
    Provenance provenance = asked.provenance();
    if (provenance != null) {
      // The times of a build are no part of a result that is to be the same every time.
      Instant finished = built.hasEpoch() ? null : Instant.now();
      said.add(
          new Said(
              Statement.MEDIA_TYPE,
              ProvenanceDocument.PREDICATE,
              new ProvenanceDocument(facts, provenance).of(built, about.platform(), finished),
              "provenance.json"));
    }
    return said;
  }

  @Override
  public SortedMap<String, byte[]> files(BuiltStage built, FileTree tree) throws IOException {
    var files = new TreeMap<String, byte[]>();
    if (asked.areNone()) {
      return files;
    }
    // The files have no manifest: their step's key names them.
    var about =
        new ImageFacts(
            facts.names(),
            Digest.ofSha256Hex(built.key().hex()),
            built.platform(),
            time(built.created()));
    Contents found = asked.sbom() == null ? null : Contents.read(tree);
    for (Said each : documents(built, about, found)) {
      files.put(each.file(), each.inEnvelope(about));
    }
    return files;
  }

  /// One document.
  ///
  /// @param mediaType of the document by itself
  /// @param file what it is called beside files
  record Said(String mediaType, String predicateType, Map<String, Object> document, String file) {
    byte[] inEnvelope(ImageFacts about) {
      return Statement.of(about, predicateType, document);
    }

    /// By itself, or in the envelope where that is its only form.
    byte[] bytes(ImageFacts about) {
      return mediaType.equals(Statement.MEDIA_TYPE) ? inEnvelope(about) : JsonBytes.of(document);
    }
  }
}
