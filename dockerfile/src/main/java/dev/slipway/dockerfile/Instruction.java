package dev.slipway.dockerfile;

/// One instruction of a Dockerfile. There is one record for each keyword.
public sealed interface Instruction
    permits Add,
        Arg,
        Cmd,
        Copy,
        Entrypoint,
        Env,
        Expose,
        From,
        HealthCheck,
        Label,
        Maintainer,
        OnBuild,
        Run,
        Shell,
        StopSignal,
        User,
        Volume,
        Workdir {
  /// From its keyword to the end of its last line.
  Span span();

  /// Its text with continued lines joined and comments left out; spaces inside are as written.
  String source();

  /// The instruction as a step's title shows it: variables filled in, the keyword in capitals.
  ///
  /// @param escape the file's escape character
  default String title(char escape, Variables variables) {
    return StepTitle.of(this, escape, variables);
  }
}
