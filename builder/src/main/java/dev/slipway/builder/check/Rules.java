package dev.slipway.builder.check;

import dev.slipway.dockerfile.check.ConsistentInstructionCasing;
import dev.slipway.dockerfile.check.DuplicateStageName;
import dev.slipway.dockerfile.check.FromAsCasing;
import dev.slipway.dockerfile.check.InvalidDefinitionDescription;
import dev.slipway.dockerfile.check.MaintainerDeprecated;
import dev.slipway.dockerfile.check.NoEmptyContinuation;
import dev.slipway.dockerfile.check.ReservedStageName;
import dev.slipway.dockerfile.check.Rule;
import dev.slipway.dockerfile.check.StageNameCasing;
import java.util.List;

/// All checks that there are, each a class of its name.
public final class Rules {
  /// Every check, in BuildKit's order.
  public static final List<Rule> ALL =
      List.of(
          StageNameCasing.RULE,
          FromAsCasing.RULE,
          NoEmptyContinuation.RULE,
          ConsistentInstructionCasing.RULE,
          DuplicateStageName.RULE,
          ReservedStageName.RULE,
          JSONArgsRecommended.RULE,
          MaintainerDeprecated.RULE,
          UndefinedArgInFrom.RULE,
          WorkdirRelativePath.RULE,
          UndefinedVar.RULE,
          MultipleInstructionsDisallowed.RULE,
          LegacyKeyValueFormat.RULE,
          InvalidBaseImagePlatform.RULE,
          RedundantTargetPlatform.RULE,
          SecretsUsedInArgOrEnv.RULE,
          InvalidDefaultArgInFrom.RULE,
          FromPlatformFlagConstDisallowed.RULE,
          CopyIgnoredFile.RULE,
          InvalidDefinitionDescription.RULE,
          ExposeProtoCasing.RULE,
          ExposeInvalidFormat.RULE);

  private Rules() {}

  /// What they are called.
  public static List<String> names() {
    return ALL.stream().map(Rule::name).toList();
  }
}
