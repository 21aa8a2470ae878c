package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/// BuildKit's own checks, which are made elsewhere, under the kinds that a linter names.
public final class BuildKitChecks {
  private static final Map<String, Kind> KINDS = kinds();

  private BuildKitChecks() {}

  private static Map<String, Kind> kinds() {
    var kinds = new LinkedHashMap<String, Kind>();
    for (String name :
        new String[] {
          "StageNameCasing",
          "FromAsCasing",
          "ConsistentInstructionCasing",
          "MaintainerDeprecated",
          "LegacyKeyValueFormat",
          "RedundantTargetPlatform",
          "InvalidDefinitionDescription",
          "ExposeProtoCasing",
          "NoEmptyContinuation"
        }) {
      kinds.put(name, Kind.CLARITY);
    }
    for (String name :
        new String[] {
          "DuplicateStageName",
          "ReservedStageName",
          "JSONArgsRecommended",
          "UndefinedArgInFrom",
          "WorkdirRelativePath",
          "UndefinedVar",
          "MultipleInstructionsDisallowed",
          "InvalidBaseImagePlatform",
          "InvalidDefaultArgInFrom",
          "FromPlatformFlagConstDisallowed",
          "CopyIgnoredFile",
          "ExposeInvalidFormat"
        }) {
      kinds.put(name, Kind.CORRECTNESS);
    }
    kinds.put("SecretsUsedInArgOrEnv", Kind.SECURITY);
    return kinds;
  }

  /// What they are called.
  public static Iterable<String> names() {
    return KINDS.keySet();
  }

  /// Whether one is called so.
  public static boolean has(String name) {
    return KINDS.containsKey(name);
  }

  /// One of them as a rule.
  ///
  /// @param reason BuildKit's words for what it is about
  public static Description description(String name, String reason) {
    return new Description(
        name, KINDS.getOrDefault(name, Kind.CORRECTNESS), Level.WARNING, reason, reason);
  }
}
