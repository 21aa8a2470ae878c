package dev.slipway.cli.command.build;

import dev.slipway.builder.Attestations;
import dev.slipway.builder.Attestations.Form;
import dev.slipway.builder.Attestations.Provenance;
import dev.slipway.builder.Attestations.Sbom;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.GoValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `--attest type=sbom,...`, and its short forms `--sbom` and `--provenance`.
final class AttestationWords {
  private static final String HINT =
      "write --sbom=true, --provenance=mode=max, or --attest type=sbom,format=cyclonedx,form=index";

  private @Nullable Sbom sbom;
  private @Nullable Provenance provenance;
  private @Nullable Form form;
  private boolean sbomGiven;
  private boolean provenanceGiven;

  private AttestationWords() {}

  static Attestations of(List<String> attest, @Nullable String sbom, @Nullable String provenance) {
    var words = new AttestationWords();
    for (String word : attest) {
      words.add(fields(word));
    }
    if (sbom != null) {
      words.add(shorthand("sbom", sbom));
    }
    if (provenance != null) {
      words.add(shorthand("provenance", provenance));
    }
    return new Attestations(
        words.sbom, words.provenance, words.form == null ? Form.REFERRERS : words.form);
  }

  /// A truth value, or further fields.
  private static Map<String, String> shorthand(String type, String value) {
    if (GoValues.isBoolean(value)) {
      return fields("type=" + type + ",disabled=" + !GoValues.isTrue(value));
    }
    return fields("type=" + type + "," + value);
  }

  private static Map<String, String> fields(String word) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : CsvFields.of(word)) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        throw wrong("invalid attestation field " + field + ", expected key=value");
      }
      fields.put(field.substring(0, equals), field.substring(equals + 1));
    }
    return fields;
  }

  private void add(Map<String, String> fields) {
    String type = fields.getOrDefault("type", "");
    fields.remove("type");
    switch (type) {
      case "sbom" -> {
        sbomGiven = once(sbomGiven, type);
        sbom = isOff(fields) ? null : sbom(fields);
      }
      case "provenance" -> {
        provenanceGiven = once(provenanceGiven, type);
        provenance = isOff(fields) ? null : provenance(fields);
      }
      case "" -> throw wrong("attestation type not specified");
      default -> throw wrong("unknown attestation type \"" + type + "\"");
    }
    if (!fields.isEmpty()) {
      throw wrong(
          "unknown option \""
              + fields.keySet().iterator().next()
              + "\" of an attestation of type "
              + type);
    }
  }

  private static boolean once(boolean given, String type) {
    if (given) {
      throw wrong("duplicate attestation field: type=" + type);
    }
    return true;
  }

  private static boolean isOff(Map<String, String> fields) {
    String value = fields.remove("disabled");
    if (value != null && !GoValues.isBoolean(value)) {
      throw wrong("invalid value for attestation field disabled: " + value);
    }
    return value != null && GoValues.isTrue(value);
  }

  private Sbom sbom(Map<String, String> fields) {
    form(fields);
    if (fields.containsKey("generator")) {
      throw CommandException.missingOption(
          "--attest type=sbom,generator=", "the list is made without another image; leave it out");
    }
    String format = fields.getOrDefault("format", "spdx");
    fields.remove("format");
    return switch (format) {
      case "spdx" -> Sbom.SPDX;
      case "cyclonedx" -> Sbom.CYCLONEDX;
      default -> throw wrong("unknown format=" + format + " of an SBOM: it is spdx or cyclonedx");
    };
  }

  private Provenance provenance(Map<String, String> fields) {
    form(fields);
    String mode = fields.getOrDefault("mode", "min");
    if (!mode.equals("min") && !mode.equals("max")) {
      throw wrong("invalid mode \"" + mode + "\" of a provenance: it is min or max");
    }
    String version = fields.getOrDefault("version", "v1");
    if (!version.equals("v1")) {
      throw CommandException.missingOption(
          "--attest type=provenance,version=" + version, "SLSA v1 is written; leave it out");
    }
    String builder = fields.getOrDefault("builder-id", "");
    List.of("mode", "version", "builder-id").forEach(fields::remove);
    return new Provenance(mode.equals("max"), builder);
  }

  private void form(Map<String, String> fields) {
    String text = fields.remove("form");
    if (text == null) {
      return;
    }
    Form named =
        switch (text) {
          case "referrers" -> Form.REFERRERS;
          case "index" -> Form.INDEX;
          default -> throw wrong("unknown form=" + text + ": it is referrers or index");
        };
    if (form != null && form != named) {
      throw wrong("the attestations of one build have one form");
    }
    form = named;
  }

  private static CommandException wrong(String message) {
    return new CommandException("ERROR: failed to build: " + message, HINT);
  }
}
