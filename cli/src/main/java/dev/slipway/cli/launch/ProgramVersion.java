package dev.slipway.cli.launch;

/// `slipway --version`
final class ProgramVersion {
  private ProgramVersion() {}

  static String line() {
    return "Slipway version 0.1.0\n";
  }
}
