package dev.slipway.image.json;

import io.avaje.jsonb.Jsonb;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/// Where adapters of JSON documents are registered by name.
///
/// The library would otherwise look for generated ones in every jar of the class path, which takes
/// longer than a short command has.
public final class JsonAdapters {
  private JsonAdapters() {}

  /// A class loader in which there is nothing to find.
  private static final class Nothing extends ClassLoader {
    Nothing() {
      super(null);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }
  }

  /// A builder that knows no adapter but the library's own.
  public static Jsonb.Builder builder() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // The library makes an instance for itself when it is first used, with this loader.
    thread.setContextClassLoader(new Nothing());
    try {
      return Jsonb.builder();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
