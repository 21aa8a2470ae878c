/// What a container's process is kept from and given: the OCI runtime's `config.json`,
/// capabilities, system calls, and the runtime that puts them in force.
@NullMarked
package dev.slipway.runtime.isolation;

import org.jspecify.annotations.NullMarked;
