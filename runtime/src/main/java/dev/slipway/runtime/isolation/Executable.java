package dev.slipway.runtime.isolation;

/// Exit codes of a program that could not be run, as shells and Docker have them.
public final class Executable {
  public static final int NOT_EXECUTABLE = 126;
  public static final int NOT_FOUND = 127;

  private Executable() {}
}
