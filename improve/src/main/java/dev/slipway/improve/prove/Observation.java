package dev.slipway.improve.prove;

import dev.slipway.improve.trace.Watched;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;

/// What was seen of one image.
///
/// @param size of the image, in bytes
/// @param build how long it took
/// @param exit how it ended by itself, empty where it went on
/// @param outputs what it wrote in two runs, where it ended by itself
/// @param answers by port and request; each asked twice
/// @param start until the first answer, or until it ended
/// @param memory of all its processes, in bytes
/// @param inside what it had around it, empty where it ended before it was looked at
/// @param stop how long it took to end when told to, empty where it had to be killed
/// @param commands what each further command gave: exit code and output
/// @param health what the image's health check gave, empty where it has none
/// @param changed the directories in which it had made or changed files when it ended
/// @param declared what the image says of itself
/// @param watched what it asked of the kernel
public record Observation(
    long size,
    Duration build,
    OptionalInt exit,
    List<String> outputs,
    SortedMap<String, List<HttpAnswer>> answers,
    Optional<Duration> start,
    long memory,
    Optional<Inside> inside,
    Optional<Duration> stop,
    SortedMap<String, String> commands,
    String health,
    SortedSet<String> changed,
    SortedSet<String> declared,
    Watched watched) {}
