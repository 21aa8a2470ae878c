package dev.slipway.builder.attest;

import java.util.List;

/// A package that is installed in an image, or linked into a program of it.
///
/// @param version empty where it has none
/// @param purl its package URL
/// @param maintainer `Name <mail>`; empty where nobody is named
/// @param licence as the package says it, which need not be an SPDX expression; empty where it says
///   nothing
/// @param source the file that tells of it
/// @param notes further facts by name, such as Go's checksum
record FoundPackage(
    String name,
    String version,
    String purl,
    String maintainer,
    String licence,
    String source,
    List<Note> notes)
    implements Comparable<FoundPackage> {
  FoundPackage {
    notes = List.copyOf(notes);
  }

  /// A further fact.
  record Note(String name, String value) {}

  @Override
  public int compareTo(FoundPackage other) {
    int byUrl = purl.compareTo(other.purl);
    return byUrl != 0 ? byUrl : source.compareTo(other.source);
  }
}
