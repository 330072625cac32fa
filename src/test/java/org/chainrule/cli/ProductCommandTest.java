package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProductCommandTest {
  private static CommandLineRun run(String... arguments) {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--define";
    all[arguments.length + 1] = "A : R^{m x n}";
    all[arguments.length + 2] = "--define";
    all[arguments.length + 3] = "x, v : R^n";
    return CommandLineRun.of(all);
  }

  @Test
  void answersHaveValuesNotesAndChecks() {
    CommandLineRun run = run("jvp", "A*x", "x", "v", "--at", "A=[[1,2],[3,4]],x=[1,1],v=[1,0]");
    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.output())
        .startsWith(
            """
            A*v
            value: [1, 3]
            note: along v: by t at t = 0, with x + t*v in the place of x
            check: PROBABLE: agrees\
            """);
  }

  @Test
  void stepsAndFormatsAreThoseOfDerivatives() {
    CommandLineRun run = run("vjp", "tanh(x)", "x", "v", "--no-check", "--format", "numpy");
    assertThat(run.output()).startsWith("v*(1 - np.tanh(x)**2)\n");
    assertThat(run("hvp", "norm(x)^2", "x", "v", "--no-check", "--steps").output())
        .startsWith("2*v\n")
        .contains("step: ")
        .contains("along v: by q, then by t at t = 0, where x = q + t*v")
        .contains("checked at points: ");
  }

  @Test
  void whatDoesNotFitIsUnusable() {
    CommandLineRun run = run("jvp", "A*x", "x", "A*x", "--no-check");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.errors())
        .isEqualTo(
            "chainrule: shapes do not fit: the direction `A*x` is a column of m, and `x` is a"
                + " column of n\n");
    assertThat(run("jvp", "A*x", "x").exitCode()).isEqualTo(ExitCode.UNUSABLE);
  }

  @Test
  void aBatchAsksThem() {
    CommandLineRun run =
        CommandLineRun.withInput(
            """
            {"id":1,"op":"jvp","expr":"A*x","var":"x","direction":"v","define":["A : R^{m x n}","x, v : R^n"],"at":[{"A":[[1,2]],"x":[1,1],"v":[1,0]}],"verify":true}
            {"id":2,"op":"vjp","expr":"x*y","var":["x","y"],"cotangent":"u","at":[{"x":2,"y":3,"u":5}]}
            {"id":3,"op":"hvp","expr":"x^3","var":"x","direction":"v","at":[{"x":2,"v":1},{"v":1}]}
            {"id":4,"op":"vjp","expr":"x","var":"x","direction":"u"}
            {"id":5,"op":"vjp","expr":"x","var":"x"}
            {"id":6,"op":"jvp","expr":"x","var":"x","direction":"v+"}
            """,
            "batch");
    String[] lines = run.output().split("\n");
    assertThat(lines[0])
        .contains("\"result\":\"A*v\"", "\"values\":[[1]]", "\"verdict\":\"PROBABLE\"");
    assertThat(lines[1])
        .contains("\"var\":\"x\",\"result\":\"u*y\"", "\"var\":\"y\",\"result\":\"u*x\"")
        .contains("\"values\":[15]", "\"values\":[10]");
    assertThat(lines[2])
        .contains("\"result\":\"6*v*x\"", "[12,{\"error\":\"no value is given for x\"}]");
    assertThat(lines[3]).contains("\\\"direction\\\" has no meaning for vjp");
    assertThat(lines[4]).contains("the key \\\"cotangent\\\" is missing");
    assertThat(lines[5]).contains("in direction v+: ");
  }
}
