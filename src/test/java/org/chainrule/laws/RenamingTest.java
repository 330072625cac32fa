package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Piecewise;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers do not depend on how names and indices are spelt. */
class RenamingTest {
  /** 1,004 in all: fewer of the long problems. */
  private static final int LONG = 20;

  private static final int SHORT = 48;
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

  /** What is no name, and the letters for lengths. */
  private static final Set<String> KEPT =
      Set.of(
          "sum",
          "prod",
          "exp",
          "log",
          "sqrt",
          "sigma",
          "tanh",
          "relu",
          "leaky",
          "max",
          "cases",
          "if",
          "otherwise",
          "in",
          "assume",
          "delta",
          "abs",
          "sign",
          "softmax",
          "logsumexp",
          "pi",
          "n",
          "m",
          "D",
          "A",
          "K",
          "N",
          "R",
          "and",
          "or");

  private static final List<String> INDICES = List.of("i", "j", "k", "l");

  private static final List<String> NAMES =
      List.of(
          "a", "b", "c", "p", "q", "r", "s", "u", "v", "w", "x", "y", "z", "B", "C", "E", "G", "H",
          "L", "M", "P", "Q", "S", "T", "U", "V", "W", "X", "Y", "Z", "alpha", "beta", "eta",
          "kappa", "lambda", "mu", "nu", "omega", "phi", "psi", "rho", "tau", "theta", "xi", "zeta",
          "loss");

  static Stream<Arguments> questions() {
    String softmax = "y_i = exp(x_i)/sum_k exp(x_k)";
    String entropy = "L = -sum_k t_k*log(y_k)";
    String total = "assume sum_k t_k = 1";
    String[] layers = {
      "j in 1..D",
      "i in 1..A",
      "k in 1..K",
      "z_i = sum_j V_{i,j}*x_j + b_i",
      "a_i = sigma(z_i)",
      "u_k = sum_i W_{k,i}*a_i + c_k",
      "p_k = exp(u_k)/sum_k exp(u_k)",
      "L = -sum_k y_k*log(p_k)",
      "assume sum_k y_k = 1"
    };
    String[] normalised = {
      "i, j in 1..n",
      "mu = sum_i x_i/n",
      "v = sum_i (x_i - mu)^2/n",
      "s = sqrt(v + q)",
      "h_i = (x_i - mu)/s",
      "y_i = g_i*h_i + b_i",
      "L = sum_i c_i*y_i"
    };
    String[] attention = {
      "i, j, k in 1..n",
      "l in 1..D",
      "s_{i,j} = sum_l Q_{i,l}*P_{j,l}/sqrt(D)",
      "a_{i,j} = exp(s_{i,j})/sum_k exp(s_{i,k})",
      "o_{i,l} = sum_j a_{i,j}*V_{j,l}"
    };
    return Stream.of(
        of("y_i", "x_j", softmax),
        of("y_i", "x_i", softmax),
        of("y_i", "T", "y_i = exp(x_i/T)/sum_k exp(x_k/T)"),
        of("y_i", "x_j", "y_i = exp(a*x_i + b)/sum_k exp(a*x_k + b)"),
        of("L", "x_j", softmax, entropy, total),
        of("L", "x_j", softmax, entropy),
        of("L", "W_{k,i}", layers),
        of("L", "V_{i,j}", layers),
        of("h_i", "x_j", normalised),
        of("L", "x_j", normalised),
        of("a_{i,j}", "s_{i,k}", attention),
        of("a_{i,j}", "Q_{i,l}", attention),
        of("L", "z", "p = sigma(z)", "L = -y*log(p) - (1 - y)*log(1 - p)"),
        of("L", "w", "p = 1/(1 + exp(-(w*x + b)))", "L = -y*log(p) - (1 - y)*log(1 - p)"),
        of("c", "a_j", "r = sqrt(sum_i a_i^2)", "q = sqrt(sum_i b_i^2)", "c = sum_i a_i*b_i/(r*q)"),
        of("p_i", "s", "p_i = exp(-(x_i - u)^2/(2*s^2))/(s*sqrt(2*pi))"),
        of("f", "x_j", "f = exp(-g*sum_i (x_i - c_i)^2)"),
        of(
            "L",
            "w_j",
            "i in 1..N",
            "j in 1..D",
            "r_i = y_i - sum_j w_j*X_{i,j}",
            "L = sum_i r_i^2 + q*sum_j w_j^2"),
        of(
            "x_8",
            "a",
            "x_5 = sigma(x_1)",
            "x_6 = a*x_2 + b*x_3 + c*x_2*x_3",
            "x_8 = exp(x_6)/(exp(x_5) + exp(x_6))"),
        of(
            "h_3",
            "w_1",
            "h_1 = sigma(w_1*x_1)",
            "h_2 = sigma(w_1*x_2 + w_2*h_1)",
            "h_3 = sigma(w_1*x_3 + w_2*h_2)"),
        of("h_k", "w", "h_k = sigma(w*x_k + u*h_{k-1})", "h_0 = 0"),
        of("h_k", "x_i", "h_k = sigma(w*x_k + u*h_{k-1})", "h_0 = 0"),
        of("s_i", "b", "s_i = b*s_{i-1} + (1 - b)*g_i^2", "s_0 = 0"),
        of("L", "u", "h_i = tanh(w*x_i + u*h_{i-1})", "h_0 = a", "L = sum(i=1..N, (h_i - y_i)^2)"),
        of("v_j", "g", "v_j = r_j + g*v_{j+1}", "v_5 = q"));
  }

  private static Arguments of(String question, String variable, String... statements) {
    return Arguments.of(List.of(statements), question, variable);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answerIsTheSame(List<String> statements, String question, String variable) {
    assertSame(statements, question, variable);
  }

  private static void assertSame(List<String> statements, String question, String variable) {
    Expr expected = derivative(statements, question, variable);
    Random random = new Random(statements.hashCode());
    List<String> different = new ArrayList<>();
    int renamings = statements.size() > 3 ? LONG : SHORT;
    for (int i = 0; i < renamings; i++) {
      Map<String, String> names = names(statements, question + " " + variable, random);
      Map<String, String> back =
          names.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
      List<String> renamed = statements.stream().map(each -> renamed(each, names)).toList();
      String answer =
          derivative(renamed, renamed(question, names), renamed(variable, names)).toString();
      String again = renamed(answer, back);
      Expr read = Lowering.read(again, List.of(variable), Declarations.of(statements)).expression();
      if (read != answerAlone(expected)) {
        different.add(again + " from " + answer + " by " + names);
      }
    }
    assertThat(different).as("%s is expected", expected).isEmpty();
  }

  /** What is printed of an answer: its conditions are told beside it. */
  private static Expr answerAlone(Expr answer) {
    return answer instanceof Piecewise cases && cases.isRestriction()
        ? cases.branches().get(0).value()
        : answer;
  }

  private static Expr derivative(List<String> statements, String question, String variable) {
    return Chainrule.model(statements.toArray(new String[0])).diff(question, variable);
  }

  /** New names for all the names of a problem, and other letters for its indices. */
  private static Map<String, String> names(
      List<String> statements, String question, Random random) {
    Set<String> used = new TreeSet<>();
    Stream.concat(statements.stream(), Stream.of(question))
        .forEach(text -> WORD.matcher(text).results().forEach(word -> used.add(word.group())));
    List<String> indices = new ArrayList<>(INDICES);
    Collections.shuffle(indices, random);
    List<String> fresh = new ArrayList<>(NAMES);
    Collections.shuffle(fresh, random);
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < INDICES.size(); i++) {
      names.put(INDICES.get(i), indices.get(i));
    }
    used.removeAll(KEPT);
    used.removeAll(INDICES);
    int next = 0;
    for (String each : used) {
      names.put(each, fresh.get(next++));
    }
    return names;
  }

  private static String renamed(String text, Map<String, String> names) {
    return WORD.matcher(text)
        .replaceAll(word -> Matcher.quoteReplacement(renamedWord(word.group(), names)));
  }

  /** Another name, also in {@code dh_{t-1}/dw}, where a d stands before it. */
  private static String renamedWord(String word, Map<String, String> names) {
    String rest = word.substring(1);
    return word.startsWith("d") && names.containsKey(rest)
        ? "d" + names.get(rest)
        : names.getOrDefault(word, word);
  }
}
