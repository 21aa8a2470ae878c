/// A layer's tar made mountable as it is: the metadata of an EROFS file system whose files are the
/// bytes in the tar.
@NullMarked
package dev.slipway.image.erofs;

import org.jspecify.annotations.NullMarked;
