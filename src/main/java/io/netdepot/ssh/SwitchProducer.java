package io.netdepot.ssh;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Does the endpoint's step in the session of the exchange's task. Leaves as the body what a command
 * printed, the received file or the size of the one looked at; of headers {@code
 * CamelSshExitValue}, and {@code CamelSshStderr} when the command wrote to its standard error.
 */
final class SwitchProducer extends DefaultProducer {
  private static final String HEADERS = "camelssh";
  private static final String EXIT_VALUE = "CamelSshExitValue";
  private static final String ERRORS = "CamelSshStderr";

  private static final long NO_SUCH_FILE = -1;

  private final SwitchSshComponent component;
  private final SshStep step;

  SwitchProducer(SwitchEndpoint endpoint, SwitchSshComponent component, SshStep step) {
    super(endpoint);
    this.component = component;
    this.step = step;
  }

  @Override
  public void process(Exchange exchange) throws SwitchFailure {
    Message message = exchange.getMessage();
    List<String> foreign =
        message.getHeaders().keySet().stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(HEADERS))
            .toList();
    foreign.forEach(message::removeHeader);
    SwitchSession session = session(exchange);
    Function<String, Optional<String>> variables =
        name -> Optional.ofNullable(exchange.getVariable(name, String.class));
    switch (step) {
      case SshStep.Run run -> {
        CommandResult result =
            session.exec(
                requireSomething(fill(run.command()::fill, variables)),
                new ExecLimits(run.phase(), run.timeout(), run.exitValues(), run.lastLines()));
        message.setBody(result.output());
        message.setHeader(EXIT_VALUE, result.exitStatus());
        if (!result.errors().isEmpty()) {
          message.setHeader(ERRORS, result.errors());
        }
      }
      case SshStep.Talk talk ->
          message.setBody(
              session.talk(
                  new Dialogue(
                      talk.prompt(),
                      talk.prepare(),
                      requireSomething(fill(talk.command()::fill, variables)),
                      talk.failure()),
                  new ExecLimits(talk.phase(), talk.timeout(), Set.of())));
      case SshStep.Pause pause -> session.pause(pause.length(), pause.phase());
      case SshStep.ListFiles list ->
          message.setBody(
              String.join(
                  "\n",
                  session.list(
                      fill(list.path()::fill, variables),
                      new FetchLimits(list.phase(), list.timeout()))));
      case SshStep.DeleteFile file ->
          session.delete(
              fill(file.path()::fill, variables), new FetchLimits(file.phase(), file.timeout()));
      case SshStep.Greeting greeting -> message.setBody(session.greeting(greeting.phase()));
      case SshStep.FetchFile file ->
          message.setBody(
              session.fetch(
                  fill(file.path()::fill, variables),
                  new FetchLimits(file.phase(), file.timeout())));
      case SshStep.LookAt look ->
          message.setBody(
              session
                  .size(
                      fill(look.path()::fill, variables),
                      new FetchLimits(look.phase(), look.timeout()))
                  .orElse(NO_SUCH_FILE));
      case SshStep.PutFile put ->
          session.send(file(message), fill(put.path()::fill, variables), put.phase());
      case SshStep.FetchOutput output ->
          message.setBody(
              session.fetch(
                  fill(output.command()::fill, variables),
                  size(output, variables),
                  new FetchLimits(output.phase(), output.timeout())));
    }
  }

  private FileToSend file(Message message) throws SwitchFailure {
    if (message.getBody() instanceof FileToSend file) {
      return file;
    }
    throw routeIsWrong(
        "its body is no file to send; a bean makes one, as delivery.file() does of the image");
  }

  private SwitchSession session(Exchange exchange) throws SwitchFailure {
    SwitchTask task = exchange.getProperty(SwitchTask.PROPERTY, SwitchTask.class);
    if (task == null) {
      throw routeIsWrong("the exchange has no task; ssh: works only within a collection");
    }
    return component
        .session(task.taskId())
        .orElseThrow(() -> routeIsWrong("the task has no session with its switch any more"));
  }

  private <T> T fill(
      Function<Function<String, Optional<String>>, T> template,
      Function<String, Optional<String>> variables)
      throws SwitchFailure {
    try {
      return template.apply(variables);
    } catch (Arguments.MissingArgument e) {
      throw routeIsWrong(Causes.text(e));
    } catch (IllegalArgumentException e) {
      throw new SwitchFailure(
          FailureReason.COMMAND_FAILED,
          step.phase(),
          "Nothing was sent to the switch, since " + Causes.text(e),
          e);
    }
  }

  private <T> T requireSomething(T command) throws SwitchFailure {
    if (command.toString().isBlank()) {
      throw new SwitchFailure(
          FailureReason.COMMAND_FAILED,
          step.phase(),
          "Nothing was sent to the switch, since the command of this step is empty; set the setting"
              + " that the route takes it from");
    }
    return command;
  }

  private long size(SshStep.FetchOutput output, Function<String, Optional<String>> variables)
      throws SwitchFailure {
    String text = variables.apply(output.size()).map(String::strip).orElse("");
    try {
      long size = Long.parseLong(text);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Told below, together with a negative one.
    }
    throw new SwitchFailure(
        FailureReason.PACKAGE_UNREADABLE,
        step.phase(),
        "The size of the package is not known: the variable '"
            + output.size()
            + "' holds no number");
  }

  private SwitchFailure routeIsWrong(String what) {
    return new SwitchFailure(
        FailureReason.INTERNAL_ERROR, step.phase(), "The route cannot go on: " + what);
  }
}
