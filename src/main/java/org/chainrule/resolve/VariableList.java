package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.Names;
import org.chainrule.parse.Parser;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.Syntax;

/** The reader of what to differentiate by: names and elements, parted by commas. */
final class VariableList {
  private VariableList() {}

  /** The variables between commas; what stands in brackets is not parted. */
  static List<Syntax> read(String list, Names names) {
    String text = LatexText.sent(list);
    List<Syntax> variables = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char letter = i < text.length() ? text.charAt(i) : ',';
      if (letter == '{' || letter == '[' || letter == '(') {
        depth++;
      } else if (letter == '}' || letter == ']' || letter == ')') {
        depth--;
      } else if (letter == ',' && (depth <= 0 || i == text.length())) {
        String blank = " ".repeat(text.codePointCount(0, start));
        String part = LatexText.like(list, blank + text.substring(start, i));
        Syntax syntax = Parser.expression(part, names, TableNames.ALL).syntax();
        if (!(syntax instanceof Syntax.Name || syntax instanceof Syntax.Subscripted)) {
          boolean constant = syntax instanceof Syntax.Constant;
          throw new SourceText(part)
              .refusal(
                  syntax.span(),
                  "`%s` is no variable to differentiate by"
                      .formatted(text.substring(start, i).trim()),
                  constant
                      ? "it is a constant; define it to make it a name"
                      : "write a name, such as x, or an element, such as x_j");
        }
        variables.add(syntax);
        start = i + 1;
      }
    }
    return variables;
  }
}
