package dev.slipway.improve.prove;

import dev.slipway.improve.Change;

/// A change that made a difference, and is not made.
///
/// @param why what the program did otherwise, or why the build failed
public record Rejection(Change change, String why) {}
