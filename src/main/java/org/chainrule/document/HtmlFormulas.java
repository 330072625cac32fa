package org.chainrule.document;

import java.util.List;

/** Formulas in a page of HTML: long ones in pieces, so that they wrap where the page is narrow. */
final class HtmlFormulas {
  /** From how many characters of its plain spelling on a formula is taken apart. */
  private static final int LONG = 28;

  private HtmlFormulas() {}

  /**
   * A formula in large, with a sign before it.
   *
   * @param plain how it is spoken where MathML is not
   * @param sign the sign, or nothing
   */
  static String displayed(String mathMl, String plain, String sign) {
    return written(mathMl, plain, sign, "");
  }

  /** A formula in a line of words. */
  static String inline(String mathMl, String plain) {
    return written(mathMl, plain, "", " class=\"inline\"");
  }

  private static String written(String mathMl, String plain, String sign, String attributes) {
    List<String> pieces = MathMarkup.pieces(SafeText.of(mathMl), sign);
    String label = SafeText.escaped(plain);
    if (pieces.size() == 1 || plain.codePointCount(0, plain.length()) < LONG) {
      return math(String.join("", pieces), attributes + " alttext=\"" + label + "\"");
    }
    StringBuilder text = new StringBuilder();
    text.append("<span class=\"pieces\" role=\"group\" aria-label=\"").append(label).append("\">");
    for (int i = 0; i < pieces.size(); i++) {
      text.append(i == 0 ? "" : "<wbr>").append(math(pieces.get(i), attributes));
    }
    return text.append("</span>").toString();
  }

  private static String math(String content, String attributes) {
    return "<math" + attributes + ">" + content + "</math>";
  }
}
