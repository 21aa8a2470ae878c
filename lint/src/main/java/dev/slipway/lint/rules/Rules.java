package dev.slipway.lint.rules;

import dev.slipway.lint.Rule;
import java.util.List;
import java.util.Optional;

/// All rules. Their order is that in which fixes are made: each may count on those before it.
public final class Rules {
  /// Every rule of our own; BuildKit's checks are made where files are lowered.
  public static final List<Rule> ALL =
      List.of(
          new UnpinnedBase(),
          new UnpinnedDigest(),
          new OldToolchain(),
          new ModuleInGopath(),
          new CdAsCommand(),
          new GoRunAtStart(),
          new ModulesBeforeSource(),
          new NeedlessDownload(),
          new MissingDockerignore(),
          new ToolchainShipped(),
          new LeanerBase(),
          new ExternalLinkWithoutCgo(),
          new DynamicOnScratch(),
          new MixedLibc(),
          new MissingCertificates(),
          new MissingTimeZones(),
          new ObsoleteBuildFlags(),
          new StripBinary(),
          new TrimPath(),
          new VcsStamping(),
          new UndeclaredVersion(),
          new UnknownLinkVariable(),
          new VersionNotStamped(),
          new GoCacheMounts(),
          new MetadataNotShipped(),
          new GinReleaseMode(),
          new MissingExpose(),
          new MissingLabels(),
          new RootUser(),
          new AddForCopy(),
          new AssumeYes(),
          new AptInsteadOfAptGet(),
          new RecommendedPackages(),
          new PackageCacheLeft(),
          new PackagesBeforeSource(),
          new ToolInOwnStage(),
          new UnpinnedGoTool(),
          new EmulatedCompile(),
          new FixedArchitecture(),
          new SecretCopied(),
          new SecretInCommand(),
          new SudoUsed(),
          new VerificationOff(),
          new UncheckedDownload(),
          new UntrustedRegistry(),
          new UnpinnedCopySource(),
          new WorldWritable(),
          new PrivateModuleAccess(),
          new EmbeddedFileIgnored(),
          new ReplaceOutsideContext(),
          new MissingSource(),
          new UnknownUser(),
          new NoShell(),
          new NothingToRun(),
          new ShellAsPid1(),
          new ExecFormVariable(),
          new HealthcheckProgram(),
          new PipeFailure(),
          new UpdateAlone(),
          new PackageUpgrade(),
          new PackageVersion(),
          new RecursiveChown(),
          new RemovedLater(),
          new LargeUserId(),
          new TwoDownloaders(),
          new CdInRun(),
          new CopyRelative(),
          new EnvSelfReference(),
          new UselessCommand(),
          new LinkedShell(),
          new LabelFormat(),
          new IgnoreReason());

  private Rules() {}

  /// The rule of that name.
  public static Optional<Rule> named(String name) {
    for (Rule rule : ALL) {
      if (rule.about().name().equals(name)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /// Whether a rule, a check of BuildKit's or a remark of ShellCheck's (`SC2086`) is called so.
  public static boolean isKnown(String name) {
    return named(name).isPresent() || BuildKitChecks.has(name) || isShellCheck(name);
  }

  private static boolean isShellCheck(String name) {
    return name.length() == 6
        && name.startsWith("SC")
        && name.substring(2).chars().allMatch(Character::isDigit);
  }
}
