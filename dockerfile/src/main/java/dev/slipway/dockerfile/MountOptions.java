package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Gathers the options of one `--mount`, checking each.
final class MountOptions {
  private static final List<String> KEYS =
      List.of(
          "type",
          "from",
          "source",
          "target",
          "readonly",
          "id",
          "sharing",
          "required",
          "size",
          "mode",
          "uid",
          "gid",
          "src",
          "dst",
          "destination",
          "ro",
          "rw",
          "readwrite",
          "env");

  private final Span flag;
  private final Variables variables;
  private final List<MountFlag.Option> given = new ArrayList<>();
  private MountType type = MountType.BIND;
  private String target = "";
  private String source = "";
  private String id = "";
  private @Nullable Boolean readOnly;
  private boolean required;
  private CacheMount.@Nullable Sharing sharing;
  private @Nullable Word from;
  private @Nullable String variable;
  private OptionalLong size = OptionalLong.empty();
  private OptionalInt mode = OptionalInt.empty();
  private OptionalLong uid = OptionalLong.empty();
  private OptionalLong gid = OptionalLong.empty();

  MountOptions(Span flag, Variables variables) {
    this.flag = flag;
    this.variables = variables;
  }

  MountOptions apply(List<MountFlag.Option> options) {
    for (MountFlag.Option option : options) {
      given.add(option);
      if (option.value() == null) {
        applyWord(option);
      } else {
        applyValue(option, option.value().expand(variables));
      }
    }
    return this;
  }

  /// What is given and has no effect.
  List<Diagnostic> warnings() {
    return given.stream()
        .filter(option -> type.ignores(option.key()))
        .map(option ->
            new Diagnostic(
                Severity.WARNING,
                option.span(),
                option.key() + " has no effect with type=" + type.label(),
                "take it out"))
        .toList();
  }

  RunMount mount() {
    if (sharing != null && type != MountType.CACHE && type != MountType.SECRET) {
      throw MountValues.failure(
          optionSpan("sharing"),
          "invalid cache sharing set for " + type.label() + " mount",
          "leave sharing out, or write type=cache");
    }
    return switch (type) {
      case BIND -> {
        refuseFileAttributes();
        yield new BindMount(flag, target, from, source, readOnly == null || readOnly);
      }
      case CACHE -> cache();
      case TMPFS -> {
        refuseFileAttributes();
        yield new TmpfsMount(flag, target, size, readOnly != null && readOnly);
      }
      case SECRET -> secret();
      case SSH -> ssh();
    };
  }

  private void refuseFileAttributes() {
    for (String name : List.of("mode", "uid", "gid")) {
      for (MountFlag.Option option : given) {
        if (option.key().equals(name)) {
          throw MountValues.failure(
              option.span(),
              name + " not allowed for \"" + type.label() + "\" type mounts",
              "leave it out: cache, secret and ssh mounts take it");
        }
      }
    }
  }

  private RunMount cache() {
    return new CacheMount(
        flag,
        id.isEmpty() ? CleanPath.of(target) : id,
        target,
        readOnly != null && readOnly,
        sharing == null ? CacheMount.Sharing.SHARED : sharing,
        from,
        source,
        mode,
        uid,
        gid);
  }

  private RunMount secret() {
    if (from != null) {
      throw MountValues.failure(
          from.span(), "secret mount should not have a from", "give the secret with --secret");
    }
    if (sharing != null) {
      throw MountValues.failure(
          optionSpan("sharing"), "secret mount should not define sharing", "leave sharing out");
    }
    if (source.isEmpty() && target.isEmpty() && id.isEmpty()) {
      throw MountValues.failure(
          flag,
          "invalid secret mount. one of source, target required",
          "write --mount=type=secret,id=NAME");
    }
    if (!source.isEmpty() && !id.isEmpty()) {
      throw MountValues.failure(
          optionSpan("id"), "both source and id can't be set", "leave source out: id is enough");
    }
    String name = source.isEmpty() ? id : source;
    if (name.isEmpty()) {
      name = lastElement(target);
    }
    boolean onlyVariable = variable != null && target.isEmpty();
    String file = target.isEmpty() ? "/run/secrets/" + lastElement(name) : target;
    return new SecretMount(
        flag,
        name,
        onlyVariable ? null : file,
        variable,
        required,
        mode.orElse(0400),
        uid.orElse(0),
        gid.orElse(0));
  }

  private RunMount ssh() {
    if (!source.isEmpty()) {
      throw MountValues.failure(
          flag, "ssh does not support source", "name the agent with id=, its socket with target=");
    }
    String name = id.isEmpty() ? "default" : id;
    return new SshMount(
        flag, name, target, required, mode.orElse(0600), uid.orElse(0), gid.orElse(0));
  }

  private static String lastElement(String path) {
    String clean = CleanPath.of(path);
    return clean.equals("/") ? clean : clean.substring(clean.lastIndexOf('/') + 1);
  }

  private void applyWord(MountFlag.Option option) {
    switch (option.key()) {
      case "readonly", "ro" -> readOnly = true;
      case "readwrite", "rw" -> readOnly = false;
      case "required" -> required = required(option, "true");
      default -> {
        Optional<String> near = Suggestion.nearest(option.key(), KEYS);
        throw MountValues.failure(
            option.span(),
            "invalid field '" + option.key() + "' must be a key=value pair",
            near.map(key -> "did you mean " + key + "=...?")
                .orElse("write " + option.key() + "=VALUE"));
      }
    }
  }

  private void applyValue(MountFlag.Option option, String value) {
    switch (option.key()) {
      case "type" -> type = MountValues.type(option.span(), value);
      case "from" -> from = value.isEmpty() ? null : new Word(value, option.span());
      case "source", "src" -> source = value;
      case "target", "dst", "destination" -> target = value;
      case "readonly", "ro" -> readOnly = MountValues.truth(option.span(), option.key(), value);
      case "readwrite", "rw" -> readOnly = !MountValues.truth(option.span(), option.key(), value);
      case "required" -> required = required(option, value);
      case "id" -> id = value;
      case "sharing" -> sharing = MountValues.sharing(option.span(), value);
      case "size" -> size = OptionalLong.of(size(option, value));
      case "mode" ->
          mode =
              OptionalInt.of(
                  (int) MountValues.number(option.span(), option.key(), value, 8, 07777));
      case "uid" ->
          uid =
              OptionalLong.of(
                  MountValues.number(option.span(), option.key(), value, 10, 0xffff_ffffL));
      case "gid" ->
          gid =
              OptionalLong.of(
                  MountValues.number(option.span(), option.key(), value, 10, 0xffff_ffffL));
      case "env" -> variable = MountValues.variable(option.span(), value);
      default ->
          throw MountValues.misspelt(
              option.span(), "unexpected key '" + option.key() + "'", option.key(), KEYS);
    }
  }

  private boolean required(MountFlag.Option option, String value) {
    if (type != MountType.SECRET && type != MountType.SSH) {
      boolean late = given.stream().noneMatch(each -> each.key().equals("type"));
      throw unexpected(
          option, late ? "put type=secret or type=ssh before it" : "leave required out");
    }
    return MountValues.truth(option.span(), option.key(), value);
  }

  private long size(MountFlag.Option option, String value) {
    if (type != MountType.TMPFS) {
      boolean late = given.stream().noneMatch(each -> each.key().equals("type"));
      throw unexpected(option, late ? "put type=tmpfs before it" : "leave size out");
    }
    return MountValues.size(option.span(), option.key(), value);
  }

  private Span optionSpan(String key) {
    return given.stream()
        .filter(option -> option.key().equals(key))
        .findFirst()
        .map(MountFlag.Option::span)
        .orElse(flag);
  }

  private DockerfileException unexpected(MountFlag.Option option, String remedy) {
    return MountValues.failure(
        option.span(),
        "unexpected key '" + option.key() + "' for mount type '" + type.label() + "'",
        remedy);
  }
}
