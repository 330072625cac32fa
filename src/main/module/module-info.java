/**
 * Symbolic differentiation with scalar autograd.
 *
 * <p>Added to the jar when it is packaged, since it could not be compiled before the libraries in
 * the jar have their own names.
 */
module org.chainrule {
  requires transitive commons.math3;
  requires static transitive org.jspecify;
  requires static info.picocli;
  requires static com.fasterxml.jackson.core;
  requires static com.fasterxml.jackson.databind;
  requires static jdk.jshell;
  requires static org.commonmark;
  requires static org.commonmark.ext.gfm.tables;

  exports org.chainrule;
  exports org.chainrule.autograd;
  exports org.chainrule.error;
  exports org.chainrule.explain;
  exports org.chainrule.expr;
  exports org.chainrule.number;
  exports org.chainrule.optimize;
  exports org.chainrule.result;
  exports org.chainrule.trace;

  uses org.chainrule.expr.Services.Compilation;
  uses org.chainrule.expr.Services.FunctionLookup;
  uses org.chainrule.expr.Services.Presentation;

  provides org.chainrule.expr.Services.Compilation with
      org.chainrule.Model;
  provides org.chainrule.expr.Services.FunctionLookup with
      org.chainrule.function.TableLookup;
  provides org.chainrule.expr.Services.Presentation with
      org.chainrule.answer.PresentationProvider;
}
