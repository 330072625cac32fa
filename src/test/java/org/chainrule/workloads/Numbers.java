package org.chainrule.workloads;

import java.util.Random;

/** Reproducible inputs. */
final class Numbers {
  private Numbers() {}

  static double[] normal(int length, double scale, long seed) {
    Random random = new Random(seed);
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = scale * random.nextGaussian();
    }
    return numbers;
  }
}
