package org.vae4j.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vae4j.error.DefinitionException;

final class DefinitionDocumentTest {
  private final DefinitionDocument document =
      DefinitionDocument.parse(
          """
          {"a": {"list": [1, {"b": "x"}, [5, 7]], "n": 1.5}, "loss": "elbo", "flag": true}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.n=3 | {a={list=[1, {b=x}, [5, 7]], n=3}, loss=elbo, flag=true}",
        " a.n = 2.50 | {a={list=[1, {b=x}, [5, 7]], n=2.5}, loss=elbo, flag=true}",
        "a.list=[512,256] | {a={list=[512, 256], n=1.5}, loss=elbo, flag=true}",
        "a.list[0]=z | {a={list=[z, {b=x}, [5, 7]], n=1.5}, loss=elbo, flag=true}",
        "a.list[1].b=false | {a={list=[1, {b=false}, [5, 7]], n=1.5}, loss=elbo, flag=true}",
        "a.list[2][1]={\"k\":[]} | {a={list=[1, {b=x}, [5, {k=[]}]], n=1.5}, loss=elbo, flag=true}",
        "a=1=2 | {a=1=2, loss=elbo, flag=true}",
        "loss=acme:x | {a={list=[1, {b=x}, [5, 7]], n=1.5}, loss=acme:x, flag=true}",
        "loss=\"quoted\" | {a={list=[1, {b=x}, [5, 7]], n=1.5}, loss=quoted, flag=true}",
        "loss.beta=4 | {a={list=[1, {b=x}, [5, 7]], n=1.5}, loss={type=elbo, beta=4}, flag=true}",
        "x.y.z=1 | {a={list=[1, {b=x}, [5, 7]], n=1.5}, loss=elbo, flag=true, x={y={z=1}}}"
      })
  void changesOneThing(String assignment, String expected) {
    assertThat(document.with(assignment).tree()).hasToString(expected);
  }

  @Test
  void changesAddUpAndLeaveTheOriginalAlone() {
    DefinitionDocument changed = document.with("a.n=2").with("a.m=3");

    assertThat(changed.tree().get("a").toString()).endsWith("n=2, m=3}");
    assertThat(document.tree().get("a").toString()).endsWith("n=1.5}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.n", "=3", ".a=3", "a..n=3", "a.=3", "a[x]=3", "a[-1]=3", "[0]=3"})
  void aPathAndAValueAreNeeded(String assignment) {
    assertThatThrownBy(() -> document.with(assignment))
        .isInstanceOf(DefinitionException.class)
        .hasMessage(
            "cannot override a part of the definition: expected path=value, such as"
                + " decoder.network.hidden=[512,256], got "
                + assignment);
  }

  @Test
  void placesThatAreNotThere() {
    assertThatThrownBy(() -> document.with("a.list[3]=1"))
        .hasMessage(
            "cannot override a.list: expected a list of more than 3 elements, got"
                + " [1,{\"b\":\"x\"},[5,7]]");
    assertThatThrownBy(() -> document.with("a.m[0]=1"))
        .hasMessage("cannot override a.m: expected a list of more than 0 elements, got none");
    assertThatThrownBy(() -> document.with("a.n.x=1"))
        .hasMessage("cannot override a.n: expected an object, which has fields, got 1.5");
    assertThatThrownBy(() -> document.with("a.list.x=1"))
        .hasMessageStartingWith("cannot override a.list: expected an object, which has fields");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=[1,2", "a={\"x\":1,\"x\":2}", "a=\"x", "a=", "a=null", "a=[1] [2]"})
  void aValueThatStartsAsJsonMustBeJson(String assignment) {
    assertThatThrownBy(() -> document.with(assignment))
        .isInstanceOf(DefinitionException.class)
        .hasMessageStartingWith("cannot read the definition: expected ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{} {}",
        "{}x",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": {\"b\": 1, \"b\": 1}}",
        "{\"a\": NaN}",
        "{\"a\": Infinity}",
        "{'a': 1}",
        "{\"a\": 1,}",
        "{a: 1}",
        "{\"a\": 01}",
        "{\"a\": 1} // comment",
        "\u0000"
      })
  void textThatIsNotJson(String text) {
    assertThatThrownBy(() -> DefinitionDocument.parse(text))
        .isInstanceOf(DefinitionException.class)
        .hasMessageStartingWith(
            "cannot read the definition: expected JSON, got an error at line 1");
  }

  @Test
  void valuesThatADefinitionCannotHave() {
    assertParsing("{\"a\": [1, null]}")
        .hasMessage(
            "cannot read a[1]: expected a value, got null; leave the field out to have its"
                + " default");
    assertParsing("{\"a\": 1e999}").hasMessageStartingWith("cannot read a: expected text");
    assertParsing("{\"a\": 9223372036854775808}")
        .hasMessageEndingWith(
            "a whole number of 64 bits, a finite number, a list or an object, got"
                + " 9223372036854775808");
    assertParsing("[1]").hasMessage("cannot read the definition: expected an object, got [1]");
    assertParsing("null").hasMessageStartingWith("cannot read the definition: expected a value");
  }

  @Test
  void deepNestingIsRefusedBeforeItCosts() {
    assertParsing("[".repeat(100_000))
        .hasMessageContaining("expected JSON, got an error: Document nesting depth (65) exceeds");
    assertParsing("{\"a\":".repeat(65) + "1" + "}".repeat(65)).hasMessageContaining("depth");
    assertThat(DefinitionDocument.parse("{\"a\":".repeat(64) + "1" + "}".repeat(64)).text())
        .contains("\"a\": 1");
  }

  @Test
  void theTreeIsACopyThatNobodyChanges() {
    Map<String, Object> tree = DefinitionDocument.of(Map.of("a", List.of(1))).tree();

    assertThat(tree).isEqualTo(Map.of("a", List.of(1L)));
    assertThatThrownBy(() -> tree.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertParsing(String text) {
    return assertThatThrownBy(() -> DefinitionDocument.parse(text))
        .isInstanceOf(DefinitionException.class);
  }

  @Test
  void saysWhereATextEndsTooEarlyInItsOwnWords() {
    assertThatThrownBy(() -> DefinitionDocument.parse("{\"encoder\": {"))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining("at line 1, column")
        .hasMessageContaining("end-of-input")
        .hasMessageNotContaining("Source");
  }
}
