package org.chainrule.result;

/** A form in which expressions are printed. */
public enum Format {
  TEXT,
  UNICODE,
  LATEX,
  MATHML,
  JAVA,
  TREE,
  JSON
}
