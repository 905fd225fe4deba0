package io.fencewire.cli;

import io.fencewire.identity.Identity;
import io.fencewire.identity.KeyFile;
import io.fencewire.options.NetworkProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fencewire keygen}: makes a key and says which identity it gives. */
@Command(
    name = "keygen",
    description = "Makes a node's key and prints the identity that it gives, which is no secret."
        + " A file that exists is never written to.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class KeygenCommand implements Callable<Integer> {
  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "fencewire.key",
      description = "The file to make; only its owner may read it.")
  private Path out = Path.of("fencewire.key");

  @Option(
      names = "--network",
      paramLabel = "PROFILE",
      defaultValue = "private",
      converter = NetworkProfileConverter.class,
      description = "The network.profile the key is for; one for aleo-mainnet and the like is"
          + " that of a new Aleo account.")
  private NetworkProfile network = NetworkProfile.PRIVATE;

  @Override
  public Integer call() throws IOException {
    Identity identity = KeyFile.make(out, network.keys(), new SecureRandom());
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(network.isAleo() ? identity : identity.peerId());
    return 0;
  }
}
