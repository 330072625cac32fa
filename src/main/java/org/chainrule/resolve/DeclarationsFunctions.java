package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;

/** The lowering of the bodies of defined functions, each after those that it calls. */
final class DeclarationsFunctions {
  /** A function's definition. */
  record Written(
      Statement.Definition definition,
      Syntax.Name name,
      List<Syntax.Name> parameters,
      String text) {}

  private record Frame(String name, Iterator<String> called) {}

  private final LoweringContext context;
  private final Map<String, Written> functions;

  DeclarationsFunctions(LoweringContext context, Map<String, Written> functions) {
    this.context = context;
    this.functions = functions;
  }

  void define() {
    Set<String> done = new HashSet<>();
    Set<String> begun = new LinkedHashSet<>();
    for (String root : functions.keySet()) {
      if (done.contains(root)) {
        continue;
      }
      Deque<Frame> stack = new ArrayDeque<>();
      begun.add(root);
      stack.push(new Frame(root, called(root).iterator()));
      while (!stack.isEmpty()) {
        Interruption.poll();
        Frame frame = stack.element();
        if (!frame.called().hasNext()) {
          stack.pop();
          begun.remove(frame.name());
          done.add(frame.name());
          lower(frame.name());
          continue;
        }
        String next = frame.called().next();
        if (begun.contains(next)) {
          throw cycle(next);
        }
        if (!done.contains(next)) {
          begun.add(next);
          stack.push(new Frame(next, called(next).iterator()));
        }
      }
    }
  }

  private Written written(String name) {
    Written written = functions.get(name);
    if (written == null) {
      throw new IllegalArgumentException("not a defined function: " + name);
    }
    return written;
  }

  private Set<String> called(String name) {
    Set<String> called = new LinkedHashSet<>();
    SyntaxWalk.forEach(
        written(name).definition().value(),
        node -> {
          if (node instanceof Syntax.Call call && functions.containsKey(call.function())) {
            called.add(call.function());
          }
        });
    return called;
  }

  private ParseException cycle(String name) {
    Written written = written(name);
    return new SourceText(written.text())
        .refusal(
            written.definition().span(),
            "`" + written.name().spelling() + "` is defined by itself",
            null);
  }

  private void lower(String name) {
    Written written = written(name);
    List<String> parameters = new ArrayList<>();
    List<Symbol> symbols = new ArrayList<>();
    List<String> spellings = new ArrayList<>();
    for (Syntax.Name parameter : written.parameters()) {
      symbols.add(Symbol.opened(parameters.size() + 1));
      parameters.add(parameter.name());
      spellings.add(parameter.spelling());
    }
    LoweringPass pass = new LoweringPass(context, written.text());
    List<SideCondition> needs = new ArrayList<>();
    LoweringScope scope = LoweringScope.ofParameters(parameters).collecting(needs);
    Expr body = pass.lower(written.definition().value(), scope);
    context.define(
        new DefinedFunction(name, symbols, spellings, body, needs, written.definition().span()));
  }
}
