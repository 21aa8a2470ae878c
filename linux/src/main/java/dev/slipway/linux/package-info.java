/// Linux system calls through `java.lang.foreign`, here and nowhere else.
///
/// Every call goes through one generic downcall of `syscall(2)`: each further function shape costs
/// some milliseconds at start. Names of files are bytes, as the kernel has them; a
/// [java.nio.file.Path] is encoded as UTF-8.
@NullMarked
package dev.slipway.linux;

import org.jspecify.annotations.NullMarked;
