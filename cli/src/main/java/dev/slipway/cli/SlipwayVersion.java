package dev.slipway.cli;

/// Which Slipway this is. A constant, because reading it from a file would open a jar; a test holds
/// it to the build's version.
public final class SlipwayVersion {
  public static final String NUMBER = "0.1.0";

  private SlipwayVersion() {}
}
