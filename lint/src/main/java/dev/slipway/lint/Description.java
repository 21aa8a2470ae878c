package dev.slipway.lint;

/// What a rule is about.
///
/// @param name the rule's class and its page in `docs/rules`
/// @param level unless the settings say otherwise
/// @param summary what it finds, in one line without a full stop
/// @param reason why that matters, in one line
public record Description(String name, Kind kind, Level level, String summary, String reason) {}
