package org.chainrule.document;

import java.util.List;
import java.util.regex.Pattern;

/** Formulas in a page of HTML: long ones in pieces, so that they wrap where the page is narrow. */
final class HtmlFormulas {
  /** From how many characters of its plain spelling on a formula is taken apart. */
  private static final int LONG = 28;

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

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
      String whole = String.join("", pieces);
      return fitted(whole, math(whole, attributes + " alttext=\"" + label + "\""));
    }
    StringBuilder text = new StringBuilder();
    text.append("<span class=\"pieces\" role=\"group\" aria-label=\"").append(label).append("\">");
    for (int i = 0; i < pieces.size(); i++) {
      text.append(i == 0 ? "" : "<wbr/>")
          .append(fitted(pieces.get(i), math(pieces.get(i), attributes)));
    }
    return text.append("</span>").toString();
  }

  /** The element, in a box that scrolls where it may be wider than a page. */
  private static String fitted(String content, String math) {
    String signs = TAG.matcher(content).replaceAll("");
    return signs.codePointCount(0, signs.length()) < LONG
        ? math
        : "<span class=\"wide\">" + math + "</span>";
  }

  private static String math(String content, String attributes) {
    return "<math" + attributes + ">" + content + "</math>";
  }
}
