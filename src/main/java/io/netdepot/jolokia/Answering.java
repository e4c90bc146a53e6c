package io.netdepot.jolokia;

import io.netdepot.config.Durations;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Answers the requests of one body, one after the other, within a size and a time over all of them:
 * what is asked for in a few bytes may be answered with many. The requests behind a bound are
 * refused and not done. For one body and one thread.
 */
final class Answering {
  /** Characters of the whole answer. */
  static final int MOST = 4 << 20;

  private final Function<String, JolokiaAgent.Answer> agent;
  private final long deadline;
  private final Duration within;
  private final StringBuilder answers = new StringBuilder();

  /**
   * Answers to a new body.
   *
   * @param agent answers one request
   * @param within from now
   */
  Answering(Function<String, JolokiaAgent.Answer> agent, Duration within) {
    this.agent = agent;
    this.within = within;
    this.deadline = System.nanoTime() + within.toNanos();
  }

  /**
   * Answers all.
   *
   * @param changed hears of each request that may change something when it is over, with its status
   */
  String all(Asked asked, BiConsumer<String, Integer> changed) {
    for (Asked.Single request : asked.requests()) {
      JolokiaAgent.Answer answer = one(request.json());
      request.change().ifPresent(change -> changed.accept(change, answer.status()));
      answers.append(answers.isEmpty() ? "" : ",").append(answer.json());
    }
    return asked.list() ? "[" + answers + "]" : answers.toString();
  }

  private JolokiaAgent.Answer one(String json) {
    if (System.nanoTime() - deadline > 0) {
      return refused(
          503,
          "The requests before this one took " + Durations.format(within) + "; ask for it alone");
    }
    if (answers.length() > MOST) {
      return refused(
          413,
          "The answers before this one have " + answers.length() + " characters; ask for less");
    }
    return agent.apply(json);
  }

  private static JolokiaAgent.Answer refused(int status, String sentence) {
    return new JolokiaAgent.Answer(status, JolokiaShape.text(status, sentence));
  }
}
