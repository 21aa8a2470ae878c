package dev.slipway.registry.client;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.json.JsonObject;
import dev.slipway.registry.transport.HttpTransport;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Puts what went wrong with a registry into words: who was asked what, why it was not done, and
/// what to do about it.
final class Failures {
  private static final int LONGEST_TEXT = 300;

  private Failures() {}

  /// An answer that is not the one that was wanted.
  static RegistryException of(Response response, Purpose purpose) {
    int status = response.status();
    String said = said(response);
    String host = response.uri().getAuthority();
    String where = host.equals(purpose.repository().registry()) ? "" : " (" + host + ")";
    String message =
        switch (status) {
          case 401 -> "unauthorized: " + purpose + where + " needs a login" + said;
          case 403 -> "denied: requested access to " + purpose + where + " is denied" + said;
          case 404 -> purpose + where + " was not found" + said;
          case 429 -> "toomanyrequests: " + purpose + where + ": too many requests" + said;
          default -> purpose + where + ": unexpected status " + status + said;
        };
    return RegistryException.ofStatus(status, message, hint(status, purpose));
  }

  private static String hint(int status, Purpose purpose) {
    String registry = purpose.repository().registry();
    return switch (status) {
      case 401, 403 ->
          "log in as a user who may: slipway login "
              + registry
              + "; a private repository looks like one that is not there";
      case 404 -> "check the name; slipway image tags " + purpose.repository() + " lists its tags";
      case 413 -> "what lies before the registry takes no such large requests: raise its limit";
      case 429 -> "wait, or log in for a higher limit: slipway login " + registry;
      case 500, 502, 503, 504 -> "the registry is in trouble: try again later";
      default -> "slipway registry check " + registry + " says what the registry can do";
    };
  }

  /// What the registry itself says (OCI distribution specification, error codes).
  private static String said(Response response) {
    byte[] body = response.errorText();
    try {
      List<JsonObject> errors = JsonObject.parse(body).objects("errors");
      if (errors.isEmpty()) {
        return "";
      }
      String code = errors.getFirst().text("code").toLowerCase(Locale.ROOT);
      String text = printable(errors.getFirst().text("message"));
      return ": " + code.replace("_", " ") + (text.isEmpty() ? "" : ": " + text);
    } catch (IllegalArgumentException noJson) {
      return "";
    }
  }

  static String printable(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    return clean.length() > LONGEST_TEXT ? clean.substring(0, LONGEST_TEXT) + "..." : clean;
  }

  /// No answer.
  static RegistryException of(IOException broken, Purpose purpose) throws InterruptedException {
    if (broken instanceof InterruptedIOException) {
      throw interrupted(broken);
    }
    String reason = reason(broken);
    return RegistryException.of(purpose + ": " + reason, hint(broken, reason, purpose), broken);
  }

  static InterruptedException interrupted(Exception cause) {
    boolean _ = Thread.interrupted();
    var interrupted = new InterruptedException(cause.getMessage());
    interrupted.initCause(cause);
    return interrupted;
  }

  static String reason(IOException broken) {
    for (Throwable each = broken; each != null; each = each.getCause()) {
      if (each instanceof CertificateException || each instanceof CertPathValidatorException) {
        return "TLS: " + printable(String.valueOf(each.getMessage()));
      }
    }
    String message = broken.getMessage();
    return message == null || message.isEmpty() ? "the connection broke off" : printable(message);
  }

  private static @Nullable String hint(IOException broken, String reason, Purpose purpose) {
    String registry = purpose.repository().registry();
    return switch (broken) {
      case HttpTransport.UnknownHost _ -> "check the name of the registry in the image's name";
      case HttpTransport.Unreachable _ ->
          "check that the registry is running, and its port: slipway registry check " + registry;
      case HttpTransport.Silent _ -> "the registry is slow or gone: try again later";
      case Response.DocumentTooLarge _ -> "this is no image that can be used: check its name";
      case SSLException _ when reason.contains("nrecognized SSL message") ->
          registry
              + " speaks plain HTTP; if that is meant, list it under \"insecure-registries\" in"
              + " /etc/docker/daemon.json";
      case SSLException _
          when reason.contains("bad_certificate") || reason.contains("certificate_required") ->
          registry
              + " wants to see a certificate of yours: put NAME.cert and NAME.key into"
              + " /etc/docker/certs.d/"
              + registry;
      case SSLException _ ->
          "check the registry's certificate; a CA of your own goes to /etc/docker/certs.d/"
              + registry
              + "/ca.crt";
      default -> "check the network and try again";
    };
  }
}
