package dev.slipway.improve.prove;

import java.util.List;
import java.util.Map;

/// What a program has around it, while it runs.
///
/// @param user `uid:gid`
/// @param environment that it was started with
/// @param directory that it is in
/// @param zone its local time zone
/// @param certificates which it would trust, in words; empty for none
/// @param writable those of its directory, its home, the temporary ones and its volumes in which
///   its user may make files
/// @param ownZones whether time zones are part of the program itself
public record Inside(
    String user,
    Map<String, String> environment,
    String directory,
    String zone,
    String certificates,
    List<String> writable,
    boolean ownZones) {
  /// Copies the list.
  public Inside {
    writable = List.copyOf(writable);
  }
}
