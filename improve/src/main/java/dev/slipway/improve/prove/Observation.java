package dev.slipway.improve.prove;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/// What was seen of one image.
///
/// @param size of the image, in bytes
/// @param build how long it took
/// @param exit how it ended by itself, empty where it went on
/// @param output what it wrote, where it ended by itself
/// @param answers by port and request; each asked twice
/// @param start until the first answer, or until it ended
/// @param memory of all its processes, in bytes
/// @param user `uid:gid` of the program
/// @param environment of the program
/// @param directory that the program is in
/// @param stop how long it took to end when told to, empty where it had to be killed
/// @param commands what each further command gave: exit code and output
public record Observation(
    long size,
    Duration build,
    OptionalInt exit,
    String output,
    SortedMap<String, List<HttpAnswer>> answers,
    Optional<Duration> start,
    long memory,
    String user,
    Map<String, String> environment,
    String directory,
    Optional<Duration> stop,
    SortedMap<String, String> commands) {}
