package org.chainrule.optimize;

/**
 * The end of a training whose loss, or a parameter, is not finite any more.
 *
 * @param epoch the epoch in which it happened, from 1
 * @param batch the batch before which it was seen, from 1; 0 for the end of the epoch
 * @param loss what the loss was then
 */
public record Divergence(int epoch, int batch, double loss) {
  @Override
  public String toString() {
    String what = Double.isFinite(loss) ? "a parameter is not finite" : "the loss is " + loss;
    return what
        + (batch == 0 ? " after epoch " + epoch : " in epoch " + epoch + ", batch " + batch);
  }
}
