package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.routes.RouteFiles.RouteFile;
import io.netdepot.yaml.FileProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is reachable from a route file but what is meant for it. */
class RouteGrammarTest {
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final List<String> compiled = new ArrayList<>();
  private RouteGrammar grammar;

  /** A bean of a step. */
  public static final class Speaker {
    public String say(String text) {
      return text;
    }

    static String secret() {
      return "secret";
    }
  }

  @BeforeEach
  void start() {
    grammar = grammar(Set.of());
  }

  private RouteGrammar grammar(Set<String> components) {
    Map<String, String> settings = new HashMap<>();
    settings.put("folder", "/srv/folder");
    settings.put("platform.folder", "/srv/folder");
    settings.put("platform.within", "/srv/service/notes");
    settings.put("platform.above", "/srv");
    settings.put("platform.question", "/srv/folder?tempFileName=/etc/a");
    settings.put("platform.more", "a&tempFileName=/etc/a");
    settings.put("images.inbox-directory", "/srv/inbox");
    settings.put("platform.brace", "{");
    StepSurroundings surroundings =
        new StepSurroundings(
            settings,
            unused -> {},
            Map.of("speaker", new Speaker()),
            Set::of,
            components,
            Set.of(Path.of("/srv/service"), Path.of("/srv/secret/key.pem")));
    surroundings.prepare(context);
    context.start();
    return new RouteGrammar(
        surroundings,
        new RouteGrammar.Trial() {
          @Override
          public String resolve(String text) {
            return context.resolvePropertyPlaceholders(text);
          }

          @Override
          public void simple(String text, boolean predicate) {
            compiled.add(text);
          }
        });
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private List<FileProblem> problems(String steps) {
    return problemsOf(
        "- route:\n    id: a\n    from:\n      uri: direct:a\n      steps:\n" + steps.indent(8));
  }

  private List<FileProblem> problemsOf(String text) {
    return grammar.read(new RouteFile("a.camel.yaml", text)).problems();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${body}",
        "${body.operation.id} ended",
        "${body.switches[0].task.address.text}",
        "${body.switches[last].stored.get.fileName}",
        "${body?.details}",
        "${body.switches.size()}",
        "${header.CamelFileName}",
        "${variable.dump} ${exchangeProperty.imageSync.repository}",
        "${exception.message} ${exception.failure.reason.code}",
        "${date:now:yyyy-MM-dd HH:mm} ${exchangeId} ${null} ${random(1,9)}",
        "${bean:speaker?method=say}",
        "{{folder}} {{platform.mine:default}} {{folder:other}}",
        "a {brace} and a $ sign",
      })
  void textIsTaken(String text) {
    assertThat(problems("- log: \"" + text + "\"")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${camelContext.name}",
        "${camelContext}",
        "${exchange.context.registry}",
        "${exchange}",
        "${body.class}",
        "${body.class.classLoader}",
        "${body.getClass}",
        "${body.getClass().forName('java.lang.Runtime')}",
        "${body?.class}",
        "${body[0].class}",
        "${body['class']}",
        "${body[class]}",
        "${body.operation.getClass.name}",
        "${header.a.class}",
        "${header.a.chars}",
        "${headers}",
        "${header[a]}",
        "${variables}",
        "${variable.a.toURI}",
        "${exchangeProperty.CamelExchange.context}",
        "${exception.class.name}",
        "${exception.stacktrace}",
        "${exception.cause.class}",
        "${exception.getCause}",
        "${bean:context?method=stop}",
        "${bean:speaker?method=getClass}",
        "${bean:speaker?method=secret}",
        "${bean:speaker.say}",
        "${bean:type:java.lang.Runtime?method=getRuntime}",
        "${bean:speaker?method=say&scope=Prototype}",
        "${ref:speaker}",
        "${type:java.lang.Runtime}",
        "${env:HOME}",
        "${env.HOME}",
        "${sys.user.home}",
        "${sysenv.HOME}",
        "${properties:camel.main.name}",
        "${bodyAs(java.io.File)}",
        "${mandatoryBodyAs(java.io.File).delete}",
        "${messageAs(java.io.File)}",
        "${body.${header.a}}",
        "${body",
        "$simple{camelContext}",
        "$simple{ camelContext }",
        "${ camelContext }",
        "$init{ $a := ${camelContext} }init$",
        "$a ${messageHistory}",
        "${function(speaker)}",
        "${iif(${body} == 1,a,b)}",
        "${file:parent}",
        "${file:absolute.path}",
        "{{env:HOME}}",
        "{{sys:user.home}}",
        "{{bean:speaker.say}}",
        "{{service:a}}",
        "{{nothing}}",
        "{{?nothing}}",
        "{{nothing:default}}",
        "{{platform.a:{{folder}}}}",
        "{{platform.{{folder}}}}",
        "${{platform.brace}}camelContext}",
        "{{platform.a:resource:file:/etc/passwd}}",
        "resource:file:/etc/passwd",
        " RESOURCE:file:/etc/passwd",
      })
  void textIsRefused(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    for (String step :
        List.of(
            "- log: " + quoted,
            "- setBody: {simple: " + quoted + "}",
            "- setBody: {expression: {simple: {expression: " + quoted + "}}}",
            "- filter: {simple: " + quoted + ", steps: []}",
            "- setHeader: {name: a, constant: " + quoted + "}",
            "- bean: {ref: speaker, method: " + ("'say(" + text.replace("'", "''") + ")'") + "}",
            "- to: {uri: 'log:a', parameters: {marker: " + quoted + "}}")) {
      if (step.startsWith("- bean")
          && text.strip().toLowerCase(java.util.Locale.ROOT).startsWith("resource")) {
        // In quotes of a method's argument it is a word like any other.
        continue;
      }
      compiled.clear();
      assertThat(problems(step)).as(step).isNotEmpty();
      assertThat(compiled).as(step).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: exec:ls",
        "- to: bean:speaker?method=say",
        "- to: class:java.lang.Runtime?method=getRuntime",
        "- to: language:groovy:1",
        "- to: controlbus:route?routeId=a&action=stop",
        "- to: ref:somewhere",
        "- to: http://127.0.0.1/",
        "- to: EXEC:ls",
        "- to: '{{platform.a:exec}}:ls'",
        "- to: '{{platform.a:exec:ls}}'",
        "- to: file:/etc",
        "- to: file:{{platform.folder}}/../other",
        "- to: file:{{platform.folder}}/.ssh",
        "- to: file:{{platform.a:/etc}}",
        "- to: file:{{platform.folder}}{{platform.folder}}",
        "- to: file:${header.folder}",
        "- to: {uri: 'file:{{platform.folder}}', parameters: {tempFileName: /etc/a}}",
        "- to: {uri: 'file:{{platform.folder}}', parameters: {moveExisting: /etc/a}}",
        "- to: 'file:{{platform.folder}}?doneFileName=/etc/a'",
        "- to: {uri: 'file:{{platform.folder}}', parameters: {fileName: '${bean:context?method=stop}'}}",
        "- to: 'log:a?exchangeFormatter=#class:java.lang.Runtime'",
        "- to: {uri: 'log:a', parameters: {exchangeFormatter: '#speaker'}}",
        "- to: {uri: 'log:a', parameters: {exchangeFormatter: '#bean:speaker'}}",
        "- to: {uri: 'log:a', parameters: {exchangeFormatter: '{{platform.a:#speaker}}'}}",
        // Camel decodes a uri before it looks for objects and expressions in it.
        "- to: 'log:a?exchangeFormatter=%23class:java.lang.Runtime'",
        "- to: 'log:a?%65xchangeFormatter=%23class:java.lang.Runtime'",
        "- to: 'log:a%3FexchangeFormatter=#class:java.lang.Runtime'",
        "- to: 'log:a?level=INFO%26exchangeFormatter=%23class:java.lang.Runtime'",
        "- to: 'log:a?marker=%2523class:java.lang.Runtime'",
        "- to: 'log:a?marker=RAW(#class:java.lang.Runtime)'",
        "- to: 'log:a?marker=RAW{#class:java.lang.Runtime}'",
        "- to: 'log:a?marker=RAW($simple%7BcamelContext%7D)'",
        "- to: 'log:a?marker={{platform.a:%23speaker}}'",
        "- to: 'log:{{platform.a:a?marker=#speaker}}'",
        "- to: 'log:a?marker={{platform.more}}'",
        "- to: 'log:a?plugins=#speaker'",
        "- to: 'log:a?level=INFO&amp;marker=a'",
        "- to: 'log:a??level=INFO'",
        "- to: 'log:a?&level=INFO'",
        "- to: {uri: 'log:a', parameters: {exchangeFormatter: a}}",
        "- to: {uri: 'log:a', parameters: {exchange-formatter: a}}",
        "- to: {uri: 'log:a', parameters: {exchangeFormatter.a: a}}",
        "- to: {uri: 'log:a', parameters: {loggerName: a}}",
        "- to: {uri: 'log:a', parameters: {marker: '%23speaker'}}",
        "- to: {uri: 'log:a', parameters: {marker: ' #speaker'}}",
        "- to: {uri: 'log:a', parameters: {marker: 'a, #speaker'}}",
        "- to: {uri: 'log:a', parameters: {marker: 'RAW(#speaker)'}}",
        "- to: {uri: 'log:a', parameters: {marker: 'raw{#speaker}'}}",
        "- to: {uri: 'log:a', parameters: {marker: 'a&level=INFO'}}",
        "- to: {uri: 'log:a', parameters: {marker: 'a+b'}}",
        "- to: {uri: 'log:a', parameters: {<<: {exchangeFormatter: a}}}",
        "- to: {uri: 'log:a', parameters: [exchangeFormatter]}",
        "- to: direct:a?exceptionHandler=#speaker",
        "- to: direct:a?exceptionHandler=%23speaker",
        "- to: {uri: direct:a, parameters: {exceptionHandler: speaker}}",
        "- to: direct:%61",
        "- to: 'file:{{platform.folder}}?fileName=%24%7Bbean:type:java.lang.System?method=gc%7D'",
        "- to: 'file:{{platform.folder}}?fileName=RAW($simple{type:java.lang.System})'",
        "- to: 'file:{{platform.folder}}?fileName=../a'",
        "- to: 'file:{{platform.folder}}?fileName=/etc/a'",
        "- to: 'file:{{platform.folder}}?fileName=a&tempPrefix=../data/'",
        "- to: {uri: 'file:{{platform.folder}}', parameters: {fileName: '${body}/../../a'}}",
        "- to: {uri: 'file:{{platform.folder}}', parameters: {directoryName: /etc}}",
        "- to: {uri: 'file:{{platform.folder}}', parameters: {jailStartingDirectory: false}}",
        "- to: file:{{folder}}",
        "- to: file:{{images.inbox-directory}}/..",
        "- to: file:{{platform.within}}",
        "- to: file:{{platform.above}}",
        "- to: file:{{platform.question}}",
        "- to: 'file:{{platform.folder}}?fileName={{platform.more}}'",
        "- toD: 'direct:a+language:bean:speaker?method=getClass'",
        "- toD: 'direct:language:bean:speaker?method=getClass'",
        "- toD: 'direct:a${null}+language:simple:b'",
        "- toD: 'direct:a?exceptionHandler=#speaker'",
        "- toD: \"direct:${date:now:'language:ref:speaker'}\"",
        "- toD: {uri: 'direct:${body}', parameters: {exceptionHandler: speaker}}",
        "- setHeader: {name: CamelFileLocalWorkPath, constant: /etc/passwd}",
        "- setHeader: {name: camelFileLocalWorkPath, constant: /etc/passwd}",
        "- setHeader: {name: 'Camel${null}FileLocalWorkPath', constant: /etc/passwd}",
        "- setHeader: {name: '{{platform.a:CamelFileLocalWorkPath}}', constant: /etc/passwd}",
        "- setHeader: {name: CamelBeanMethodName, constant: getClass}",
        "- setProperty: {name: CamelFileExchangeFile, constant: /etc/passwd}",
        "- setProperty: {name: routeGeneration, constant: 1}",
        "- bean: {ref: speaker, method: 'say(java.lang.Runtime{{platform.a:.class}})'}",
        "- to: {uri: direct:a, uri: exec:ls}",
        "- to: [exec:ls]",
        "- to: {}",
        "- toD: ${header.to}",
        "- toD: exec:${body}",
        "- toD: file:{{platform.folder}}/${body}",
        "- toD: {uri: 'log:${body}'}",
        "- wireTap: exec:ls",
        "- wireTap: {uri: 'file:{{platform.folder}}'}",
        "- wireTap: {uri: 'direct:${header.a}'}",
        "- to: 'direct:${header.a}'",
        "- recipientList: {simple: '${header.to}'}",
        "- routingSlip: {simple: '${header.to}'}",
        "- dynamicRouter: {simple: '${header.to}'}",
        "- enrich: {constant: 'direct:a'}",
        "- pollEnrich: {constant: 'file:{{platform.folder}}'}",
        "- poll: 'file:{{platform.folder}}'",
        "- process: {ref: speaker}",
        "- script: {groovy: '1'}",
        "- kamelet: {name: a}",
        "- marshal: {json: {}}",
        "- unmarshal: {json: {unmarshalType: java.lang.Runtime}}",
        "- aggregate: {constant: 1, aggregationStrategy: '#class:java.lang.Runtime'}",
        "- split: {constant: 1, aggregationStrategy: '#class:java.lang.Runtime', steps: []}",
        "- multicast: {aggregationStrategy: speaker, steps: []}",
        "- multicast: {executorService: speaker, steps: []}",
        "- idempotentConsumer: {constant: 1, idempotentRepository: speaker}",
        "- loadBalance: {steps: []}",
        "- policy: {ref: speaker}",
        "- claimCheck: {operation: Get}",
        "- sort: {constant: 1, comparator: speaker}",
        "- threads: {poolSize: 100}",
        "- circuitBreaker: {steps: []}",
        "- intercept: {steps: []}",
        "- onException: {exception: [java.lang.Exception]}",
        "- setBody: {groovy: '1'}",
        "- setBody: {ref: speaker}",
        "- setBody: {language: {language: groovy, expression: '1'}}",
        "- setBody: {csimple: '1'}",
        "- setBody: {java: '1'}",
        "- setBody: {spel: '1'}",
        "- setBody: {ognl: '1'}",
        "- setBody: {mvel: '1'}",
        "- setBody: {js: '1'}",
        "- setBody: {xpath: '1'}",
        "- setBody: {expression: {groovy: '1'}}",
        "- setBody: {simple: {expression: '1', resultType: java.io.File}}",
        "- setBody: {method: 'speaker?method=getClass'}",
        "- setBody: {method: {beanType: java.lang.Runtime, method: getRuntime}}",
        "- setBody: {method: {ref: speaker, beanType: java.lang.Runtime, method: say}}",
        "- bean: {beanType: java.lang.Runtime, method: getRuntime}",
        "- bean: {ref: '#class:java.lang.Runtime', method: getRuntime}",
        "- bean: {ref: 'class:java.lang.Runtime', method: getRuntime}",
        "- bean: {ref: context, method: stop}",
        "- bean: {ref: '{{platform.a:context}}', method: stop}",
        "- bean: {ref: speaker, method: getClass}",
        "- bean: {ref: speaker, method: secret}",
        "- bean: {ref: speaker, method: notify}",
        "- bean: {ref: speaker}",
        "- bean: {ref: speaker, method: 'say(java.lang.Runtime.class)'}",
        "- bean: {ref: speaker, method: 'say; getClass'}",
        "- bean: {ref: speaker, method: say, scope: Prototype}",
        "- bean: {ref: speaker, ref: context, method: say}",
        "- bean: speaker",
        "- convertBodyTo: java.io.File",
        "- convertBodyTo: {type: 'java.nio.file.Path'}",
        "- throwException: {exceptionType: java.lang.ThreadDeath, message: a}",
        "- doTry: {steps: [], doCatch: [{exception: ['com.example.A'], steps: []}]}",
        "- doTry: {steps: [], doCatch: [{exception: [java.lang.Exception], steps: [{to: 'exec:ls'}]}]}",
        "- doTry: {steps: [], doFinally: {steps: [{to: 'exec:ls'}]}}",
        "- choice: {when: [{simple: '1 == 1', steps: [{script: {constant: 1}}]}]}",
        "- choice: {otherwise: {steps: [{to: 'exec:ls'}]}}",
        "- {to: 'direct:a', script: {constant: 1}}",
        "- set-body: {groovy: '1'}",
        "- !!java.lang.Runtime {}",
      })
  void stepIsRefused(String step) {
    assertThat(problems(step)).as(step).isNotEmpty().allMatch(each -> each.line().isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: 'log:io.netdepot.a?level=DEBUG&showHeaders=true'",
        "- to: {uri: 'log:{{platform.a:io.netdepot.a}}', parameters: {marker: 'a #b'}}",
        "- to: file:{{platform.folder}}",
        "- to: 'file:{{platform.folder}}/below?fileName=${date:now:yyyy/MM}/a.log'",
        "- to: file:{{images.inbox-directory}}/done",
        "- to: {uri: 'file:{{platform.folder}}', parameters: {fileExist: Append, appendChars: \"\\n\"}}",
        "- toD: 'direct:a-${variable.platform}'",
        "- toD: 'direct:a-${body?.state.word}'",
        "- setHeader: {name: CamelFileName, constant: a}",
        "- setProperty: {name: mine.a, constant: a}",
        "- bean: {ref: speaker, method: say('100% of a + b & c')}",
      })
  void stepIsTaken(String step) {
    assertThat(problems(step)).as(step).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:{{folder}}",
        "file:{{platform.within}}?recursive=true",
        "file:{{platform.above}}?recursive=true",
        "file:{{platform.folder}}?fileName=below/a",
        "file:{{platform.folder}}?fileName=../a",
        "file:{{platform.folder}}?move=%2Fetc",
        "direct:a?exceptionHandler=%23class:java.lang.Runtime",
        "direct:a?a=b",
      })
  void beginOfARouteIsRefused(String uri) {
    String route = "- route: {id: a, from: {uri: '" + uri + "', steps: [{stop: {}}]}}\n";
    assertThat(problemsOf(route)).as(uri).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "routePolicy: speaker",
        "routePolicyRef: speaker",
        "precondition: '1 == 1'",
        "routeConfigurationId: a",
        "errorHandlerRef: speaker",
        "errorHandler: {deadLetterChannel: {deadLetterUri: 'exec:ls'}}",
        "errorHandler: {refErrorHandler: {ref: speaker}}",
        "errorHandler: {defaultErrorHandler: {onPrepareFailureRef: speaker}}",
        "errorHandler: {defaultErrorHandler: {redeliveryPolicy: {retryWhileRef: speaker}}}",
        "inputType: {urn: 'java:java.lang.Runtime'}",
        "template: true",
        "autoStartup: '${camelContext}'",
        "<<: {routePolicy: speaker}",
      })
  void partOfARouteIsRefused(String part) {
    String route =
        "- route:\n    id: a\n    " + part + "\n    from: {uri: direct:a, steps: [{stop: {}}]}\n";
    assertThat(problemsOf(route)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- beans: [{name: a, type: java.lang.Object}]",
        "- bean: {name: a}",
        "- routeTemplate: {id: a}",
        "- templatedRoute: {routeTemplateRef: a}",
        "- routeConfiguration: {id: a}",
        "- errorHandler: {defaultErrorHandler: {}}",
        "- onException: {}",
        "- intercept: {}",
        "- interceptFrom: {}",
        "- interceptSendToEndpoint: {}",
        "- dataFormats: {}",
        "- sslContextParameters: {}",
        "- rest: {}",
        "- from: {uri: direct:a}",
        "kind: Integration\nspec: {}",
        "apiVersion: camel.apache.org/v1",
        "nothing",
        "- nothing",
        "- [route]",
        "--- []\n--- []",
        "",
        "# nothing",
      })
  void fileIsRefused(String text) {
    assertThat(problemsOf(text)).isNotEmpty();
  }

  @Test
  void depthAndNumberAreBounded() {
    String deep = "- choice: {otherwise: {steps: [".repeat(200) + "{stop: {}}" + "]}}".repeat(200);
    assertThat(problems(deep.replace("[- choice", "[choice"))).isNotEmpty();
    StringBuilder many = new StringBuilder("- &a0 {stop: {}}\n");
    for (int i = 1; i < 20; i++) {
      many.append("- &a" + i + " {pipeline: {steps: [*a" + (i - 1) + ", *a" + (i - 1) + "]}}\n");
    }
    assertThat(problems(many.toString())).isNotEmpty();
  }

  @Test
  void problemsAreFewAndHoldNoControlCharacters() {
    assertThat(problems("- nothing: {}\n".repeat(5_000))).hasSize(20);
    assertThat(problems("- \"a\\n\\e[2Jb\": {}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).doesNotContainPattern("\\p{Cntrl}"));
    assertThat(problems("- \"" + "a".repeat(100_000) + "\": {}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.reason()).hasSizeLessThanOrEqualTo(1_000));
  }

  @Test
  void componentThatASettingAddsIsTaken() {
    assertThat(problems("- to: 'mock:a'")).isNotEmpty();
    DefaultCamelContext before = context;
    before.stop();
    StepSurroundings more =
        new StepSurroundings(Map.of(), unused -> {}, Map.of(), Set::of, Set.of("mock"), Set.of());
    assertThat(more.components()).contains("mock", "direct", "ssh", "file", "log");
    assertThat(
            new RouteGrammar(
                    more,
                    new RouteGrammar.Trial() {
                      @Override
                      public String resolve(String text) {
                        return text;
                      }

                      @Override
                      public void simple(String text, boolean predicate) {}
                    })
                .read(
                    new RouteFile(
                        "a.camel.yaml",
                        "- route: {id: a, from: {uri: 'direct:a', steps: [{to: 'mock:a'}]}}"))
                .problems())
        .isEmpty();
  }

  @Test
  void placeholdersNameSettingsOnly() {
    assertThat(context.resolvePropertyPlaceholders("{{folder}}")).isEqualTo("/srv/folder");
    for (String text : List.of("{{env:PATH}}", "{{sys:java.version}}", "{{bean:speaker.say}}")) {
      assertThat(context.resolvePropertyPlaceholders(text))
          .isNotIn(System.getenv("PATH"), System.getProperty("java.version"));
    }
  }
}
