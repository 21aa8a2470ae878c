/// ShellCheck's remarks on what stands in `RUN`, where that program is installed.
@NullMarked
package dev.slipway.lint.shellcheck;

import org.jspecify.annotations.NullMarked;
