package dev.slipway.builder.failure;

import dev.slipway.builder.ExtraHost;
import dev.slipway.builder.NetworkAccess;
import dev.slipway.builder.StepSettings;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.builder.graph.StepMount;
import dev.slipway.image.Digest;
import dev.slipway.runtime.ContainerResources;
import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// A [KeptFailure] as `failed/REF/step.json` holds it. It has no secret, and no proxy, whose
/// address may hold a password.
@Json
record FailureDocument(
    String ref,
    String title,
    String parent,
    List<LayerDocument> layers,
    List<String> arguments,
    Map<String, String> environment,
    String directory,
    String user,
    String network,
    List<String> hosts,
    boolean insecure,
    List<MountDocument> mounts,
    List<String> withheld) {

  static FailureDocument of(
      String ref,
      String title,
      Step.Run run,
      StepKey parent,
      List<ResultLayer> layers,
      Function<Step, List<ResultLayer>> results) {
    var mounts = new ArrayList<MountDocument>();
    var withheld = new ArrayList<String>();
    for (StepMount mount : run.mounts()) {
      MountDocument document = MountDocument.of(mount, results);
      if (document != null) {
        mounts.add(document);
      } else if (mount instanceof StepMount.Secret secret) {
        withheld.add("secret " + secret.id());
      } else if (mount instanceof StepMount.Agent agent) {
        withheld.add("ssh " + agent.id());
      }
    }
    run.access().devices().forEach(device -> withheld.add("device " + device.name()));
    return new FailureDocument(
        ref,
        title,
        parent.hex(),
        LayerDocument.of(layers),
        run.arguments(),
        new TreeMap<>(run.environment()),
        run.workingDirectory(),
        run.user(),
        run.access().settings().network().name(),
        run.access().settings().hosts().stream()
            .map(host -> host.name() + "=" + host.address())
            .toList(),
        run.access().insecure(),
        mounts,
        withheld);
  }

  KeptFailure failure() {
    IdentityHashMap<Step, List<ResultLayer>> mounted = new IdentityHashMap<>();
    var stepMounts = new ArrayList<StepMount>();
    mounts.forEach(mount -> stepMounts.add(mount.mount(mounted)));
    return new KeptFailure(
        ref,
        title,
        new StepKey(Digest.ofSha256Hex(parent)),
        LayerDocument.layers(layers),
        new Step.Run(
            new Step.Scratch(),
            arguments,
            new TreeMap<>(environment),
            new TreeMap<>(),
            directory,
            user,
            stepMounts,
            new Step.Access(settings(), insecure, List.of(), null)),
        mounted,
        withheld);
  }

  /// Limits are not kept: what runs now is to look around.
  private StepSettings settings() {
    return new StepSettings(
        NetworkAccess.valueOf(network),
        hosts.stream().map(ExtraHost::parse).toList(),
        ContainerResources.DEFAULT);
  }
}
