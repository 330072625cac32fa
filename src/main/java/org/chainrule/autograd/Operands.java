package org.chainrule.autograd;

import java.util.Arrays;

/** The operands of one operation on a record, also of those that are joined by links. */
final class Operands {
  private int[] places = new int[4];
  private int[] slots = new int[4];
  private int count;
  private int position;

  /** Reads those of the operation at a place. */
  void read(Recording recording, int place) {
    count = 0;
    position = (int) recording.secondPartial(place);
    int at = place;
    while (recording.hasSecond(at) && recording.code(recording.first(at)) == Recording.LINK) {
      add(recording.second(at), 2 * at + 1);
      at = recording.first(at);
      position = (int) recording.valueAt(at);
    }
    if (recording.hasSecond(at)) {
      add(recording.second(at), 2 * at + 1);
    }
    add(recording.first(at), 2 * at);
    for (int low = 0, high = count - 1; low < high; low++, high--) {
      swap(places, low, high);
      swap(slots, low, high);
    }
  }

  private void add(int operand, int slot) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      slots = Arrays.copyOf(slots, 2 * count);
    }
    places[count] = operand;
    slots[count++] = slot;
  }

  private static void swap(int[] array, int first, int second) {
    int kept = array[first];
    array[first] = array[second];
    array[second] = kept;
  }

  int count() {
    return count;
  }

  /** Where an operand stands. */
  int place(int index) {
    return places[index];
  }

  /** Where, among the partial derivatives of all operations, that by this operand stands. */
  int slot(int index) {
    return slots[index];
  }

  /** For a function of a vector, which element is meant. */
  int position() {
    return position;
  }
}
