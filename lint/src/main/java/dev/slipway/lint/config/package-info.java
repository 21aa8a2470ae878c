/// What a project asks of the linter: `slipway.toml`, comments and baselines.
@NullMarked
package dev.slipway.lint.config;

import org.jspecify.annotations.NullMarked;
